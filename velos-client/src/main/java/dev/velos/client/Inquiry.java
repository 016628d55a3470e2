package dev.velos.client;

import dev.velos.core.failure.VelosException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks what may be asked twice. A daemon that is lost over the question, as one that was killed a moment ago and still
 * holds its socket, is given the time to end, and its successor is asked. Immutable.
 */
public record Inquiry(DaemonLauncher launcher) {
    /** How long one that is ending, or hands over to itself, may go on closing connections. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    /** The answer of the daemon, which is started where none runs. */
    public <T> T ask(Function<VelosClient, T> question) {
        return insist(() -> {
            try (VelosClient client = launcher.connectOrStart()) {
                return question.apply(client);
            }
        });
    }

    /** The answer of the daemon that runs, or ran until it died; nothing where there is none. */
    public <T> Optional<T> askIfThere(Function<VelosClient, T> question) {
        return insist(() -> {
            Optional<VelosClient> running = launcher.connectOrRevive();
            if (running.isEmpty()) {
                return Optional.empty();
            }
            try (VelosClient client = running.get()) {
                return Optional.of(question.apply(client));
            }
        });
    }

    /** A connection to a daemon that has just answered: for what must not be sent to one that may be dead already. */
    public VelosClient proven() {
        return insist(() -> proven(launcher.connectOrStart()));
    }

    /** The same, where a daemon runs, or ran until it died. */
    public Optional<VelosClient> provenIfThere() {
        return insist(() -> launcher.connectOrRevive().map(Inquiry::proven));
    }

    private static VelosClient proven(VelosClient client) {
        try {
            client.ping();
            return client;
        } catch (VelosException e) {
            client.close();
            throw e;
        }
    }

    /** The first loss is forgiven, and those by the same daemon; that of its successor is not. */
    private <T> T insist(Supplier<T> attempt) {
        OptionalLong first = DaemonProcess.recordedPid(launcher.home());
        try {
            return attempt.get();
        } catch (VelosException e) {
            requireLoss(e);
        }
        Deadline deadline = Deadline.in(ENDING);
        for (long pause = FIRST_PAUSE_MILLIS; true; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            deadline.pause(pause);
            OptionalLong now = DaemonProcess.recordedPid(launcher.home());
            try {
                return attempt.get();
            } catch (VelosException e) {
                requireLoss(e);
                if (!now.equals(first) || deadline.isOver()) {
                    throw e;
                }
            }
        }
    }

    private static void requireLoss(VelosException e) {
        if (!VelosClient.isLoss(e)) {
            throw e;
        }
    }
}
