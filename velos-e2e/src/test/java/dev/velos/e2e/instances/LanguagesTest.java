package dev.velos.e2e.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.core.protocol.Fields;
import dev.velos.e2e.fixture.FreePort;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs in several languages take their socket, and a reload under load fails no request. */
class LanguagesTest {
    private static final Path EXAMPLES = VelosFixture.sources().resolve("examples/handed-sockets");

    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private final int port = FreePort.choose();

    private static boolean hasProgram(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** Rustup's rustc may be there without any. */
    private static boolean hasToolchain() throws InterruptedException, IOException {
        ProcessBuilder version = new ProcessBuilder("rustc", "--version").redirectErrorStream(true);
        return version.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    private void serves(String language, String script, String... more) {
        List<String> words = new java.util.ArrayList<>(List.of("start", script, "-n", language, "--listen"));
        words.add("127.0.0.1:" + port);
        words.addAll(List.of(more));
        velos.velos(words.toArray(String[]::new)).succeeds();
        assertThat(Http.get(port)).startsWith(language + " ");
    }

    private void reloadsWithoutAFailure(String name) throws InterruptedException {
        Http.Load load = Http.during(port, () -> {
            for (int i = 0; i < 3; i++) {
                velos.velos("reload", name).succeeds();
            }
        });
        assertThat(load.failures()).as("of %s answers", load.answered()).isEmpty();
        assertThat(load.answered()).isPositive();
    }

    @Test
    void unmodifiedNode_takesTheSocket_andLosesNothing() throws InterruptedException {
        assumeTrue(hasProgram("node"));
        serves("node", EXAMPLES.resolve("server.js").toString(), "-i", "2", "--", Integer.toString(port));
        reloadsWithoutAFailure("node");
        velos.until(
                "its metrics are shown",
                () -> velos.velos("info", "node:0", "--json").jsonArray().stream()
                        .anyMatch(info -> info.optionalFields("metrics")
                                .map(Fields::asMap)
                                .filter(metrics -> metrics.containsKey("requests_per_second")
                                        && metrics.containsKey("loop_lag_p99_ms"))
                                .isPresent()));
        velos.velos("info", "node:0").succeeds().says("requests", "per second", "event loop");
    }

    @Test
    void nodeModule_takesTheSocket() throws InterruptedException {
        assumeTrue(hasProgram("node"));
        velos.write("server.mjs", """
                import { createServer } from 'node:http';
                createServer((_, response) => response.end('node ' + process.pid)).listen({ port: %d });
                """.formatted(port));
        serves("node", "server.mjs");
        reloadsWithoutAFailure("node");
    }

    @Test
    void nodeWithoutPreload_isRefusedItsPort_andToldWhy() {
        assumeTrue(hasProgram("node"));
        velos.write("server.js", "require('http').createServer((q, r) => r.end()).listen(" + port + ");");
        velos.write(
                "velos.toml", "[process.api]\nscript = \"./server.js\"\nlisten = " + port + "\nnode_preload = false\n");
        velos.velos("start")
                .exits(1)
                .complains("EADDRINUSE", "Velos holds tcp:" + port + " for it (listen)", "unless node_preload = false");
    }

    @Test
    void python_takesTheSocket_andLosesNothing() throws InterruptedException {
        assumeTrue(hasProgram("python3"));
        serves("python", EXAMPLES.resolve("server.py").toString(), "-i", "2");
        reloadsWithoutAFailure("python");
    }

    @Test
    void ruby_takesTheSocket() {
        assumeTrue(hasProgram("ruby"));
        serves("ruby", EXAMPLES.resolve("server.rb").toString());
    }

    @Test
    void go_takesTheSocket_andLosesNothing() throws InterruptedException, IOException {
        assumeTrue(hasProgram("go"));
        build(
                EXAMPLES.resolve("go"),
                "go",
                "build",
                "-o",
                velos.work().resolve("server").toString(),
                ".");
        serves("go", "./server");
        reloadsWithoutAFailure("go");
    }

    @Test
    void rust_takesTheSocket() throws InterruptedException, IOException {
        assumeTrue(hasProgram("rustc") && hasToolchain());
        build(
                EXAMPLES,
                "rustc",
                "-o",
                velos.work().resolve("server").toString(),
                EXAMPLES.resolve("rust/src/main.rs").toString());
        serves("rust", "./server");
    }

    private void build(Path folder, String... words) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).inheritIO();
        builder.environment().put("GOFLAGS", "-mod=mod");
        assertThat(builder.start().waitFor()).isZero();
    }
}
