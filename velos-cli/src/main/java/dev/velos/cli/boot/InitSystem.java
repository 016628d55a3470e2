package dev.velos.cli.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What starts programs when a machine starts. */
public enum InitSystem {
    SYSTEMD,
    OPENRC,
    LAUNCHD;

    /** The name that people write. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** That of a word; nothing for another word. */
    public static Optional<InitSystem> of(String word) {
        for (InitSystem system : values()) {
            if (system.word().equals(word)) {
                return Optional.of(system);
            }
        }
        return Optional.empty();
    }

    /** The one that runs this machine, by the folders that only a running one makes. */
    public static Optional<InitSystem> ofThisMachine() {
        if (System.getProperty("os.name").startsWith("Mac")) {
            return Optional.of(LAUNCHD);
        }
        if (Files.isDirectory(Path.of("/run/systemd/system"))) {
            return Optional.of(SYSTEMD);
        }
        return Files.isDirectory(Path.of("/run/openrc")) ? Optional.of(OPENRC) : Optional.empty();
    }
}
