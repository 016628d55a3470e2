package dev.velos.cli.boot;

import java.nio.file.Path;

/**
 * The daemon of one home, as an init system is to run it.
 *
 * @param launcher absolute path of the launcher script that is to be run
 * @param home of the daemon
 * @param owner the user that it runs as
 * @param userConfig where the user's own configuration is, {@code ~/.config} or {@code ~/Library}
 */
public record BootService(Scope scope, Path launcher, Path home, String owner, Path userConfig) {
    /** Whose init system it is. */
    public enum Scope {
        /** The machine's: it needs root to be set up, and starts with the machine. */
        SYSTEM,
        /** The user's own. */
        USER
    }

    /** The first line of every file that {@code velos startup} writes, but for what has to stand before it. */
    public static final String MARK = "Written by \"velos startup\"; \"velos unstartup\" removes it.";

    /** Seconds from the request to stop to the kill, where the daemon does not ask for more. */
    static final int STOP_SECONDS = 90;

    /** Of the service, on systems that have one name space for all users. */
    String name() {
        return scope == Scope.USER ? "velos" : "velos-" + owner;
    }
}
