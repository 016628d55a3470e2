package dev.velos.cli.command;

import dev.velos.config.SettingKeys;
import dev.velos.config.Settings;
import dev.velos.core.failure.Failure;
import dev.velos.core.home.DaemonSettings;
import dev.velos.core.home.VelosHome;
import dev.velos.core.protocol.FieldsCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Gives the daemon what concerns it of the settings: in a file for the one that starts next, and told to one that runs. */
final class SettingsHandout {
    private SettingsHandout() {}

    /** Whether a daemon runs and works by them now. */
    static boolean give(Settings settings, Invocation invocation) {
        DaemonSettings wanted =
                new DaemonSettings(settings.value(SettingKeys.AUTOSAVE), settings.value(SettingKeys.WATCH_ERRORS));
        leave(wanted, invocation.home());
        return invocation
                .askIfThere(client -> {
                    client.settings(wanted);
                    return true;
                })
                .orElse(false);
    }

    private static void leave(DaemonSettings settings, VelosHome home) {
        Path file = home.daemonSettings();
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling("settings.new");
            Files.write(fresh, FieldsCodec.encode(settings.toFields()));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Failure.conflict(
                            file + " cannot be written: " + e.getMessage() + ".",
                            "Check who owns the folder, and the disk.")
                    .asException();
        }
    }
}
