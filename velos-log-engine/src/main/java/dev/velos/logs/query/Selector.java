package dev.velos.logs.query;

import dev.velos.logs.event.Level;
import dev.velos.logs.event.LevelOf;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.pattern.LineMatcher;
import java.util.Optional;

/** Applies an {@link EventFilter} to the events of one source. Mutable inside, owned by one thread. */
public final class Selector {
    private final EventFilter filter;
    private final Optional<LineMatcher> matcher;
    private final LevelOf levels;

    /** @param levels tells the levels of the events of this source, where they are asked for */
    public Selector(EventFilter filter, LevelOf levels) {
        this.filter = filter;
        this.levels = levels;
        matcher = filter.pattern().map(it -> it.matcher());
    }

    /** Whether an event meets all conditions. */
    public boolean wants(LogEvent event) {
        return wantsText(event.bytes(), event.from(), event.to()) && wantsLevel(event);
    }

    /** Whether some lines meet the condition on the text. */
    public boolean wantsText(byte[] bytes, int from, int to) {
        return matcher.isEmpty()
                || matcher.get().matches(bytes, from, to) == (filter.sense() == EventFilter.Sense.MATCHING);
    }

    /** Whether an event meets the condition on the level. */
    public boolean wantsLevel(LogEvent event) {
        return wantsLevel(levelIfAsked(event));
    }

    /** Whether a level meets the condition on it. */
    boolean wantsLevel(Level level) {
        return filter.level().isEmpty() || level.isAtLeast(filter.level().get());
    }

    /** The level of an event where there is a condition on it, else {@link Level#NONE}. */
    Level levelIfAsked(LogEvent event) {
        return filter.level().isEmpty() ? Level.NONE : level(event);
    }

    /** Whether the events are wanted that the pattern does not match. */
    boolean picksOthers() {
        return filter.sense() == EventFilter.Sense.OTHERS;
    }

    /** Its level. */
    public Level level(LogEvent event) {
        return levels.of(event);
    }
}
