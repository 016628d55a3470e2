package dev.velos.logs.event;

import dev.velos.core.event.Event;
import dev.velos.core.event.EventKind;
import dev.velos.core.failure.Failure;
import dev.velos.core.home.VelosHome;
import dev.velos.core.process.RestartCause;
import java.io.IOException;
import java.util.List;

/** What was done to processes from outside, by the event log: by users, agents, schedules, watched files. Stateless. */
public final class Interventions {
    private static final List<String> KINDS =
            List.of(EventKind.APPLIED.wire(), EventKind.REQUESTED.wire(), EventKind.SIGNALLED.wire());

    private Interventions() {}

    /** The latest of those with the instance of that id, the latest last. */
    public static List<Event> of(VelosHome home, long id, int most) {
        String word = Long.toString(id);
        try (EventReader reader = new EventReader(home)) {
            return reader.last(most, 0, event -> event.isOf(word) && isFromOutside(event));
        } catch (IOException e) {
            throw Failure.unavailable("The event log cannot be read: " + e.getMessage() + ".", "Check who owns it.")
                    .asException();
        }
    }

    private static boolean isFromOutside(Event event) {
        return KINDS.contains(event.kind())
                || event.kind().equals(EventKind.RESTARTING.wire())
                        && RestartCause.kindOf(event.text()).isPresent();
    }
}
