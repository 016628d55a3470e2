package dev.velos.logs.query;

import dev.velos.logs.event.Level;
import dev.velos.logs.event.LevelOf;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.TimeOf;
import java.util.Optional;

/** Makes what tells levels and written times of the events of one source. */
public interface EventKnowledge {
    /** For one reader of that source. */
    LevelOf levels(LogSource source);

    /** For one reader of that source. */
    Optional<TimeOf> times(LogSource source);

    /** Knows neither. */
    EventKnowledge NONE = new EventKnowledge() {
        @Override
        public LevelOf levels(LogSource source) {
            return _ -> Level.NONE;
        }

        @Override
        public Optional<TimeOf> times(LogSource source) {
            return Optional.empty();
        }
    };
}
