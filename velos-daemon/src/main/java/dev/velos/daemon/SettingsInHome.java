package dev.velos.daemon;

import dev.velos.core.failure.VelosException;
import dev.velos.core.home.DaemonSettings;
import dev.velos.core.home.VelosHome;
import dev.velos.core.protocol.FieldsCodec;
import dev.velos.core.protocol.WireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings that {@code velos config} has left for the daemon. Stateless. */
final class SettingsInHome {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsInHome.class);

    private SettingsInHome() {}

    /** The defaults where there are none, and, with a line in the log, where they cannot be read. */
    static DaemonSettings read(VelosHome home) {
        Path file = home.daemonSettings();
        if (!file.toFile().exists()) {
            return DaemonSettings.DEFAULT;
        }
        try {
            return DaemonSettings.of(FieldsCodec.decode(Files.readAllBytes(file)));
        } catch (IOException | WireException | VelosException e) {
            LOG.warn(
                    "{} cannot be read ({}); defaults hold until \"velos config apply\" writes it anew",
                    file,
                    e.getMessage());
            return DaemonSettings.DEFAULT;
        }
    }
}
