package dev.velos.cli.command;

import dev.velos.cli.output.Screen;
import dev.velos.client.DaemonLauncher;
import dev.velos.client.VelosClient;
import dev.velos.core.home.VelosHome;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param environment that of the caller
 * @param cwd the caller's working directory, absolute
 */
public record Invocation(Map<String, String> environment, Path cwd, DaemonLauncher launcher, Screen screen) {
    public VelosHome home() {
        return launcher.home();
    }

    /** The daemon, started where none runs, so that the processes of one that died are taken back by any command. */
    VelosClient daemon() {
        return launcher.connectOrStart();
    }
}
