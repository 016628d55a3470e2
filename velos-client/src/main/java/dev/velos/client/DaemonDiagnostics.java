package dev.velos.client;

import dev.velos.core.failure.Failure;
import dev.velos.core.home.VelosHome;
import dev.velos.core.home.VelosVersion;
import dev.velos.core.protocol.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Says why a daemon cannot be talked to, with what it left behind: its pid and the end of its log. */
final class DaemonDiagnostics {
    private static final int TAIL_LINES = 10;

    private final VelosHome home;

    private DaemonDiagnostics(VelosHome home) {
        this.home = home;
    }

    static DaemonDiagnostics of(VelosHome home) {
        return new DaemonDiagnostics(home);
    }

    /** A socket that is there but cannot be connected to. */
    Failure unreachable(IOException error) {
        return Failure.unavailable(
                "The daemon's socket " + home.socket() + " cannot be used: " + error.getMessage() + ".",
                "Check who owns " + home.directory() + ", or set VELOS_HOME to a folder of your own.");
    }

    /** A connection that broke while {@code command} was waited for. */
    Failure lost(ConnectionLost lost, String command, Duration timeout) {
        return switch (lost.kind()) {
            case CLOSED -> closed(command);
            case TIMEOUT ->
                Failure.unavailable(
                        daemon() + " did not answer \"" + command + "\" within " + seconds(timeout)
                                + ". It may still be at it.",
                        "Look at " + home.daemonLog() + "; \"velos daemon restart\" keeps the processes.");
            case VERSION ->
                Failure.versionMismatch(
                        "This velos " + VelosVersion.CURRENT + " speaks protocol " + WireFormat.VERSION
                                + ", but the answer of " + daemon().replace("The", "the") + " came in "
                                + lost.getMessage() + ".",
                        "Run \"velos daemon restart\": it puts this version in its place and keeps the processes.");
            case MALFORMED ->
                Failure.unavailable(
                        "What answers at " + home.socket() + " is not a Velos daemon: " + lost.getMessage() + ".",
                        "Find out which program listens there, or set VELOS_HOME to another folder.");
        };
    }

    private Failure closed(String command) {
        if (DaemonProcess.alive(home).isPresent()) {
            return Failure.unavailable(
                    daemon() + " closed the connection before it answered \"" + command + "\"." + tail(),
                    "Run the command again.");
        }
        return Failure.unavailable(
                daemon() + " ended before it answered \"" + command + "\"." + tail(),
                "Run the command again: it starts the daemon, which takes its processes back.");
    }

    /** A daemon that ended, or stayed silent, while it was being started. */
    Failure notStarted(String what) {
        List<String> boot = LastLines.of(home.bootLog(), TAIL_LINES);
        return Failure.unavailable(
                what + (boot.isEmpty() ? tail() : tail(home.bootLog(), boot)),
                "Mend what it complains about, or run \"velos daemon run\" to watch it.");
    }

    private String daemon() {
        OptionalLong pid = DaemonProcess.recordedPid(home);
        return pid.isPresent() ? "The daemon (pid " + pid.getAsLong() + ")" : "The daemon";
    }

    private String tail() {
        return tail(home.daemonLog(), LastLines.of(home.daemonLog(), TAIL_LINES));
    }

    private static String tail(Path file, List<String> lines) {
        return lines.isEmpty() ? "" : "\nThe last lines of " + file + ":\n  " + String.join("\n  ", lines);
    }

    private static String seconds(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }
}
