package dev.velos.daemon;

import dev.velos.core.home.VelosHome;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon's main class: {@code velos daemon run}, or {@code velos daemon --no-daemon} in the foreground. */
public final class VelosDaemon {
    private VelosDaemon() {}

    /** Where the daemon's output goes and what a closed terminal means. */
    enum Mode {
        BACKGROUND("run"),
        FOREGROUND("--no-daemon");

        private final String word;

        Mode(String word) {
            this.word = word;
        }

        /** The words that start the daemon in this mode again. */
        List<String> words(String launcher) {
            return List.of(launcher, "daemon", word);
        }
    }

    /** Who started it. */
    enum Start {
        BY_COMMAND,
        /** The init system, {@code --resurrect}: the first daemon after a boot starts what was saved. */
        AT_BOOT
    }

    /** Exits with 0 when it was stopped, 1 when it could not run, with one line that says why. */
    public static void main(String[] args) {
        Mode mode = List.of(args).contains("--no-daemon") ? Mode.FOREGROUND : Mode.BACKGROUND;
        Start start = List.of(args).contains("--resurrect") ? Start.AT_BOOT : Start.BY_COMMAND;
        VelosHome home = VelosHome.ofEnvironment(System.getenv());
        try {
            HomeFolders.prepare(home);
            System.setProperty("velos.log.file", home.daemonLog().toString());
            System.setProperty("velos.log.console", Boolean.toString(mode == Mode.FOREGROUND));
            Daemon daemon = Daemon.open(BackendChoice.open(System.getenv()), home, mode, start);
            runToTheEnd(daemon);
        } catch (IOException | UnsupportedBackendException e) {
            System.err.println("velos: The daemon cannot run: " + e.getMessage());
            System.exit(1);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(VelosDaemon.class).error("The daemon cannot start", e);
            System.err.println("velos: The daemon cannot run: " + e + ". " + home.daemonLog() + " has the details.");
            System.exit(1);
        } catch (AlreadyRunningException e) {
            System.err.println("velos: " + e.getMessage());
        }
    }

    /** A fault in the daemon costs nobody a process: it starts itself anew and takes them over. */
    private static void runToTheEnd(Daemon daemon) {
        Logger log = LoggerFactory.getLogger(VelosDaemon.class);
        try {
            daemon.run();
        } catch (Throwable fault) {
            log.error("The daemon has met a fault and starts itself anew", fault);
            daemon.startAnew();
            System.exit(1);
        }
        System.exit(0);
    }
}
