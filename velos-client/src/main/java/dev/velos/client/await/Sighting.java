package dev.velos.client.await;

import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What ended a wait.
 *
 * @param met whether it is what was waited for, or the certainty that it will not come
 * @param what in words
 */
public record Sighting(boolean met, String what) {
    public static Sighting seen(String what) {
        return new Sighting(true, what);
    }

    public static Sighting not(String what) {
        return new Sighting(false, what);
    }

    /** How a process stands, for reading. */
    public static String standing(ProcessSnapshot process) {
        StringJoiner more = new StringJoiner(", ", " (", ")").setEmptyValue("");
        for (String part : List.of(
                process.reason(),
                process.condition().awaits().isEmpty()
                        ? ""
                        : "waits for " + process.condition().awaits(),
                process.condition().problem())) {
            if (!part.isEmpty()) {
                more.add(part);
            }
        }
        return process.displayName() + " is " + process.status().wire() + more;
    }

    /** How processes stand, those that are left of them. */
    public static String standing(List<ProcessSnapshot> processes) {
        return processes.isEmpty()
                ? "it is deleted"
                : String.join("; ", processes.stream().map(Sighting::standing).toList());
    }

    /** Nothing starts it again. */
    static Optional<Sighting> hopeless(ProcessSnapshot process) {
        return switch (process.status()) {
            case ERRORED, STOPPED, COMPLETED -> Optional.of(not(standing(process) + ", and nothing starts it"));
            case LAUNCHING, ONLINE, STOPPING, WAITING -> Optional.empty();
        };
    }

    /** {@code exit 1 after 3s}. */
    static String end(Life life) {
        long millis = life.endMillis() - life.startMillis();
        Duration length = millis < 1000 ? Duration.ofMillis(millis) : Duration.ofSeconds(millis / 1000);
        return life.reason() + " after " + Durations.text(length);
    }
}
