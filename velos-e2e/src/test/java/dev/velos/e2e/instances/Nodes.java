package dev.velos.e2e.instances;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.e2e.fixture.VelosFixture;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The versions of Node on this machine: that of the PATH, and those that scripts/nodes.sh has fetched. */
final class Nodes {
    private static final Path FETCHED = VelosFixture.sources().resolve("build/nodes");

    private Nodes() {}

    static Path preload() {
        return VelosFixture.sources().resolve("share/node-preload.cjs");
    }

    /** Skips a test where there is none. */
    static void assumeAny() {
        assumeTrue(!supported().isEmpty(), "there is no node on PATH");
    }

    /** Programs that the preload is made for. */
    static List<Path> supported() {
        return all().filter(node -> !node.startsWith(FETCHED.resolve("12.22.12")))
                .toList();
    }

    static Stream<Path> all() {
        return Stream.concat(onPath(), fetched());
    }

    private static Stream<Path> onPath() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "node"))
                .filter(Files::isExecutable)
                .limit(1);
    }

    private static Stream<Path> fetched() {
        if (!Files.isDirectory(FETCHED)) {
            return Stream.empty();
        }
        try (Stream<Path> folders = Files.list(FETCHED)) {
            return folders
                    .map(folder -> folder.resolve("bin/node"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a package can be required from, whether or not it is there. */
    static Path module(String name) {
        return FETCHED.resolve("node_modules").resolve(name);
    }
}
