package dev.velos.structure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The modules, and what each may use besides the JDK: docs/architecture.md as a table. */
enum Modules {
    CORE("core", List.of(), List.of()),
    CONFIG("config", List.of("core", "logs"), List.of("org.tomlj..")),
    LOG_ENGINE("logs", List.of("core"), List.of()),
    CLIENT("client", List.of("core"), List.of()),
    DAEMON("daemon", List.of("core"), List.of("org.slf4j..", "ch.qos.logback..", "jnr..", "sun.misc")),
    MCP(
            "mcp",
            List.of("core", "client", "config", "logs"),
            List.of("tools.jackson.core..", "com.sun.net.httpserver..")),
    CLI(
            "cli",
            List.of("core", "client", "config", "logs", "mcp"),
            List.of("picocli..", "tools.jackson.core..", "org.snakeyaml.engine..", "sun.misc"));

    private final String name;
    private final List<String> mayUse;
    private final List<String> libraries;

    Modules(String name, List<String> mayUse, List<String> libraries) {
        this.name = name;
        this.mayUse = mayUse;
        this.libraries = libraries;
    }

    /** Every package of this module, as ArchUnit writes it. */
    String packages() {
        return packagesOf(name);
    }

    /** Every package that a class of this module may name. */
    String[] allowed() {
        return Stream.of(Stream.of("java..", packages()), mayUse.stream().map(Modules::packagesOf), libraries.stream())
                .flatMap(packages -> packages)
                .toArray(String[]::new);
    }

    /** Packages of Velos that belong to none of the modules above would escape every rule. */
    static String[] all() {
        return Arrays.stream(values()).map(Modules::packages).toArray(String[]::new);
    }

    private static String packagesOf(String module) {
        return "dev.velos." + module + "..";
    }
}
