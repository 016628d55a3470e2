package dev.velos.client.await;

import dev.velos.client.Lookout;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Waits for a line in the logs of processes, over their restarts; ends at once where nothing starts one of them again.
 *
 * @param line looks whether it has come, whenever a log has grown
 */
public record Arrival(Awaited awaited, Supplier<Optional<String>> line) {
    public Optional<Sighting> await(Duration limit) {
        return new Lookout(awaited.launcher())
                .until(
                        limit,
                        client -> {
                            client.follow(awaited.ids());
                            client.followEvents();
                        },
                        client -> seen().or(() ->
                                awaited.look(client, Awaited::downForGood).map(end -> seen().orElse(end))));
    }

    private Optional<Sighting> seen() {
        return line.get().map(Sighting::seen);
    }
}
