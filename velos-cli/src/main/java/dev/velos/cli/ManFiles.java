package dev.velos.cli;

import dev.velos.cli.command.ManPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the manual pages into a folder. Only the build calls it. */
public final class ManFiles {
    private ManFiles() {}

    public static void main(String[] words) throws IOException {
        Path folder = Files.createDirectories(Path.of(words[0]));
        for (String name : ManPage.names()) {
            Files.writeString(folder.resolve(name + ".1"), ManPage.of(name));
        }
    }
}
