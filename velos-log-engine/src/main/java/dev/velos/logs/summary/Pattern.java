package dev.velos.logs.summary;

import dev.velos.logs.event.Level;
import dev.velos.logs.template.Template;
import dev.velos.logs.trend.Trend;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A template with what is known of its events.
 *
 * @param level the level of most of them
 * @param share of all events, 0 to 1
 * @param first when the earliest came; empty where no time is known
 * @param last when the latest came
 * @param example the first event as it was, its head where it is long
 * @param order the number of its first event among all, from 0
 */
public record Pattern(
        Template template,
        Level level,
        long count,
        double share,
        Trend trend,
        Optional<Instant> first,
        Optional<Instant> last,
        String example,
        long order) {
    public Pattern {
        Objects.requireNonNull(template);
        Objects.requireNonNull(level);
        Objects.requireNonNull(trend);
        Objects.requireNonNull(first);
        Objects.requireNonNull(last);
        Objects.requireNonNull(example);
    }

    /** Whether its events are errors or worse. */
    public boolean isError() {
        return level.isAtLeast(Level.ERROR);
    }
}
