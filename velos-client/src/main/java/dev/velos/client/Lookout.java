package dev.velos.client;

import dev.velos.core.failure.VelosException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Waits for something to come true, looking again whenever the daemon says that something has happened. A daemon that
 * dies meanwhile is replaced, and its successor is asked. Immutable.
 */
public record Lookout(DaemonLauncher launcher) {
    /**
     * What was seen; nothing where it has not come within the time.
     *
     * @param subscription asks for the notices, after any of which to look again
     */
    public <T> Optional<T> until(
            Duration limit, Consumer<VelosClient> subscription, Function<VelosClient, Optional<T>> look) {
        Deadline deadline = Deadline.in(limit);
        while (true) {
            try (VelosClient client = new Inquiry(launcher).proven()) {
                subscription.accept(client);
                return until(deadline, client, look);
            } catch (VelosException e) {
                if (!VelosClient.isLoss(e) || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    private static <T> Optional<T> until(
            Deadline deadline, VelosClient client, Function<VelosClient, Optional<T>> look) {
        Optional<T> seen = look.apply(client);
        while (seen.isEmpty() && !deadline.isOver()) {
            if (client.awaitNotices(deadline.left()).isEmpty()) {
                return Optional.empty();
            }
            seen = look.apply(client);
        }
        return seen;
    }
}
