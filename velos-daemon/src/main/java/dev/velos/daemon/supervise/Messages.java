package dev.velos.daemon.supervise;

import dev.velos.core.event.EventKind;
import dev.velos.daemon.voice.Allowance;
import dev.velos.daemon.voice.ProgramMessage;
import java.time.Duration;
import java.util.Map;

/** What a Node program has told of itself by its channel, in the words of PM2. Owned by the loop. */
final class Messages {
    /** Messages that become events at once, and how long each further one takes. */
    private static final int AT_ONCE = 20;

    private static final Duration EACH = Duration.ofSeconds(1);

    /** Longer messages are cut in the event log. */
    private static final int MAX_CHARS = 500;

    private final ManagedProcess process;
    private final Attendants attendants;
    private final Allowance events = new Allowance(AT_ONCE, EACH.toNanos());
    private Map<String, String> metrics = Map.of();

    Messages(ManagedProcess process, Attendants attendants) {
        this.process = process;
        this.attendants = attendants;
    }

    /** Its latest metrics; nothing where it has sent none. */
    Map<String, String> metrics() {
        return metrics;
    }

    void heard(String json) {
        switch (ProgramMessage.of(json)) {
            case ProgramMessage.Metrics(Map<String, String> values) -> metrics = values;
            case ProgramMessage.Event _ -> tell(json);
            case ProgramMessage.Other _ -> {
                // of nobody's concern here
            }
        }
    }

    private void tell(String json) {
        if (events.take(attendants.loop.clock().nanos())) {
            long missed = events.refused();
            String text = json.length() <= MAX_CHARS ? json : json.substring(0, MAX_CHARS) + "...";
            attendants.note(
                    process,
                    EventKind.MESSAGE,
                    missed == 0 ? text : text + " (" + missed + " before it were left out)");
        }
    }
}
