package dev.velos.client;

import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.home.VelosHome;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Puts a new daemon in the place of the running one; the processes stay. Immutable. */
public record DaemonRestart(DaemonLauncher launcher) {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 10;

    /** The facts of the new daemon, once it answers. A daemon that did not run is started. */
    public DaemonFacts run() {
        Optional<DaemonFacts> before = handOver();
        Deadline deadline = Deadline.in(LIMIT);
        while (!deadline.isOver()) {
            Optional<DaemonFacts> now = look();
            if (now.isPresent() && (before.isEmpty() || !now.get().isSameLifeAs(before.get()))) {
                return now.get();
            }
            deadline.pause(PAUSE_MILLIS);
        }
        throw DaemonDiagnostics.of(home())
                .notStarted("The daemon did not come back within " + LIMIT.toSeconds() + " s.")
                .asException();
    }

    /** The facts of the daemon that was asked to hand over; none where they cannot be had. */
    private Optional<DaemonFacts> handOver() {
        try (VelosClient client = launcher.connectOrStart()) {
            DaemonFacts facts = client.ping();
            client.handover(launcher.program());
            return Optional.of(facts);
        } catch (VelosException e) {
            if (e.failure().code() != ErrorCode.VERSION_MISMATCH) {
                throw e;
            }
            signalHangup();
            return Optional.empty();
        }
    }

    /** What whoever listens now says of itself; none while nobody does, or while it is still the old one's socket. */
    private Optional<DaemonFacts> look() {
        Optional<VelosClient> listening = VelosClient.connect(home());
        if (listening.isEmpty() && DaemonProcess.alive(home()).isPresent()) {
            return Optional.empty();
        }
        try (VelosClient client = listening.orElseGet(launcher::connectOrStart)) {
            return ask(client);
        }
    }

    private static Optional<DaemonFacts> ask(VelosClient client) {
        try {
            return Optional.of(client.ping());
        } catch (VelosException e) {
            return switch (e.failure().code()) {
                case UNAVAILABLE, VERSION_MISMATCH -> Optional.empty();
                case INVALID_REQUEST, INVALID_CONFIG, NOT_FOUND, CONFLICT, SPAWN_FAILED, INTERNAL -> throw e;
            };
        }
    }

    /** The one thing that every version understands. */
    private void signalHangup() {
        ProcessHandle daemon = DaemonProcess.alive(home())
                .orElseThrow(() -> Failure.unavailable(
                                "The pid file " + home().pidFile() + " does not name a living daemon.",
                                "End the program that listens at " + home().socket() + " by hand.")
                        .asException());
        try {
            new ProcessBuilder("kill", "-HUP", Long.toString(daemon.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw Failure.unavailable("kill(1) cannot be run: " + e.getMessage() + ".", "Put it on the PATH.")
                    .asException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unavailable("The restart was interrupted.", "Run the command again.")
                    .asException();
        }
    }

    private VelosHome home() {
        return launcher.home();
    }
}
