package dev.velos.cli.command;

import dev.velos.cli.output.Secrets;
import dev.velos.config.Settings;
import dev.velos.config.SettingsFile;
import dev.velos.core.home.VelosHome;
import dev.velos.core.process.SecretNames;
import java.nio.file.Files;

/** The settings of the home, read where there are any: most homes have none, and most commands need none. */
final class HomeSettings {
    private HomeSettings() {}

    static SettingsFile file(VelosHome home) {
        return new SettingsFile(home.config());
    }

    /** All of them, or an invalid-config failure that tells every problem of the file. */
    static Settings of(Invocation invocation) {
        return Files.exists(invocation.home().config())
                ? file(invocation.home()).require()
                : Settings.NONE;
    }

    /** The variables whose values may be printed are all but these. */
    static Secrets secrets(Invocation invocation) {
        return new Secrets(
                Files.exists(invocation.home().config()) ? of(invocation).secretNames() : SecretNames.DEFAULT);
    }
}
