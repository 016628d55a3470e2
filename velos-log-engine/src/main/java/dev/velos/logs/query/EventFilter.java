package dev.velos.logs.query;

import dev.velos.logs.event.Level;
import dev.velos.logs.pattern.LinePattern;
import java.util.Optional;

/**
 * Which events are wanted: those that meet every condition that is there.
 *
 * @param pattern an event is wanted where it matches one of its lines
 * @param sense whether the events that the pattern matches are wanted, or the others
 * @param level events of this level and worse
 */
public record EventFilter(Optional<LinePattern> pattern, Sense sense, Optional<Level> level) {
    /** What a pattern picks. */
    public enum Sense {
        MATCHING,
        OTHERS
    }

    /** Everything. */
    public static final EventFilter NONE = new EventFilter(Optional.empty(), Sense.MATCHING, Optional.empty());

    /** Whether any condition is there. */
    public boolean isSelective() {
        return pattern.isPresent() || level.isPresent();
    }

    /** The same without a condition on the text. */
    EventFilter withoutPattern() {
        return new EventFilter(Optional.empty(), Sense.MATCHING, level);
    }

    /** Whether lines can be passed over that a search for the pattern does not find. */
    boolean canSearch() {
        return pattern.isPresent() && sense == Sense.MATCHING;
    }
}
