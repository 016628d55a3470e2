package dev.velos.client;

import dev.velos.core.failure.Failure;
import dev.velos.core.home.VelosHome;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Finds the daemon of a home, and starts it where that is wanted. However many clients do so at once, one daemon
 * comes of it and each gets a connection to it. Immutable.
 *
 * @param program the launcher script; empty where it is not known, so that no daemon can be started
 */
public record DaemonLauncher(VelosHome home, Optional<Path> program) {
    /** The system property by which the launcher script names itself. */
    public static final String PROGRAM_PROPERTY = "velos.launcher";

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration SUCCESSOR_GRACE = Duration.ofSeconds(1);
    /** Exit code of a program that SIGKILL has ended. */
    private static final int KILLED = 128 + 9;

    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 20;
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /** The launcher that the launcher script named to this JVM. */
    public static DaemonLauncher ofSystem(VelosHome home) {
        return new DaemonLauncher(
                home, Optional.ofNullable(System.getProperty(PROGRAM_PROPERTY)).map(Path::of));
    }

    /** A connection to the daemon, which is started if none runs. */
    public VelosClient connectOrStart() {
        Optional<VelosClient> running = VelosClient.connect(home);
        return running.isPresent() ? running.get() : start();
    }

    /**
     * A connection to the daemon, which is started only where a dead one has left processes behind. One that is about
     * to end, or to hand over, is given the time to do so first.
     */
    public Optional<VelosClient> connectOrRevive() {
        Optional<VelosClient> running = awaitRecorded(Deadline.in(START_LIMIT));
        return running.isEmpty() && DaemonProcess.diedAtWork(home) ? Optional.of(start()) : running;
    }

    /** A file lock keeps other processes out, but not other threads of this one. */
    private VelosClient start() {
        HomeDirectory.prepare(home);
        synchronized (DaemonLauncher.class) {
            return startAlone();
        }
    }

    private VelosClient startAlone() {
        try (FileChannel file =
                        FileChannel.open(home.launchLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = file.lock()) {
            Deadline deadline = Deadline.in(START_LIMIT);
            Optional<VelosClient> other =
                    DaemonProcess.alive(home).isPresent() ? awaitRecorded(deadline) : VelosClient.connect(home);
            return other.isPresent() ? other.get() : launch(deadline);
        } catch (IOException e) {
            throw Failure.unavailable(
                            "The daemon cannot be started: " + e.getMessage() + ".",
                            "Check the folder " + home.directory() + ".")
                    .asException();
        }
    }

    /** Waits for a daemon that lives but does not listen yet, as one that just starts or hands over. */
    private Optional<VelosClient> awaitRecorded(Deadline deadline) {
        while (true) {
            Optional<VelosClient> client = VelosClient.connect(home);
            if (client.isPresent()
                    || deadline.isOver()
                    || DaemonProcess.alive(home).isEmpty()) {
                return client;
            }
            deadline.pause(LONGEST_PAUSE_MILLIS);
        }
    }

    /** The daemon that may be about to listen although nothing on disk names it yet. */
    private Optional<VelosClient> awaitAny(Deadline deadline) {
        Optional<VelosClient> client = VelosClient.connect(home);
        while (client.isEmpty() && !deadline.isOver()) {
            deadline.pause(LONGEST_PAUSE_MILLIS);
            client = VelosClient.connect(home);
        }
        return client;
    }

    /** A daemon that somebody kills while it starts has no fault that would stop the next one. */
    private VelosClient launch(Deadline deadline) throws IOException {
        Process child = spawn();
        Optional<VelosClient> client = awaitListening(child, deadline);
        if (client.isEmpty() && !child.isAlive() && child.exitValue() == KILLED) {
            child = spawn();
            client = awaitListening(child, deadline);
        }
        if (client.isPresent()) {
            return client.get();
        }
        throw DaemonDiagnostics.of(home)
                .notStarted(
                        child.isAlive()
                                ? "The daemon (pid " + child.pid() + ") was started, but does not listen after "
                                        + START_LIMIT.toSeconds() + " s."
                                : "The daemon could not be started: it ended with exit code " + child.exitValue() + ".")
                .asException();
    }

    private Optional<VelosClient> awaitListening(Process child, Deadline deadline) {
        long pause = FIRST_PAUSE_MILLIS;
        while (!deadline.isOver()) {
            Optional<VelosClient> client = VelosClient.connect(home);
            if (client.isPresent()) {
                return client;
            }
            if (endedWithin(child, pause)) {
                return successor(deadline);
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
        return Optional.empty();
    }

    /** Our child ended: another daemon holds the home, or there is none and the child said why. */
    private Optional<VelosClient> successor(Deadline deadline) {
        Optional<VelosClient> successor = awaitRecorded(deadline);
        return successor.isPresent() ? successor : awaitAny(Deadline.in(SUCCESSOR_GRACE));
    }

    private static boolean endedWithin(Process child, long millis) {
        try {
            return child.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unavailable("The start of the daemon was interrupted.", "Run the command again.")
                    .asException();
        }
    }

    private Process spawn() throws IOException {
        File boot = home.bootLog().toFile();
        ProcessBuilder builder = new ProcessBuilder(commandLine())
                .directory(home.directory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(boot)
                .redirectErrorStream(true);
        builder.environment().put("VELOS_HOME", home.directory().toString());
        return builder.start();
    }

    /** In a session of its own, so that Ctrl-C in this terminal is not meant for the daemon. */
    private List<String> commandLine() {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            words.add(SETSID.toString());
        }
        words.add(requireProgram().toString());
        words.add("daemon");
        words.add("run");
        return words;
    }

    private Path requireProgram() {
        return program.orElseThrow(() -> Failure.unavailable(
                        "No daemon runs in " + home.directory() + ", and this program does not know how to start one: "
                                + "the system property " + PROGRAM_PROPERTY + " is not set.",
                        "Call velos by its launcher script, bin/velos.")
                .asException());
    }
}
