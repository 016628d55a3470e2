package dev.velos.mcp.news;

import dev.velos.core.event.Event;
import dev.velos.core.protocol.Fields;
import dev.velos.mcp.process.Fleet;
import dev.velos.mcp.rpc.LogLevel;
import dev.velos.mcp.rpc.Outbox;
import dev.velos.mcp.rpc.Wishes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What has happened since the last look.
 *
 * @param isTouched whether the resource of an address has changed
 * @param lists whether there are other processes than before
 */
record News(Predicate<String> isTouched, boolean lists, List<Note> notes) {
    /** What is worth a line in a client's log. */
    record Note(LogLevel level, Fields data) {}

    News {
        notes = List.copyOf(notes);
    }

    /** Whether agents may see what it is about. */
    static boolean isInSight(Event event, Fleet fleet) {
        return fleet.access().covers(event.process().split(":", 2)[0]);
    }

    /** Sends to a client what it wishes for. */
    void tell(Wishes wishes, Outbox outbox) {
        if (lists && wishes.wantsLists()) {
            outbox.send(Announcement.listChanged());
        }
        Set<String> touched = new TreeSet<>(wishes.resources());
        touched.removeIf(isTouched.negate());
        touched.forEach(uri -> outbox.send(Announcement.updated(uri)));
        notes.stream()
                .filter(note -> wishes.wants(note.level()))
                .forEach(note -> outbox.send(Announcement.logged(note.level(), note.data())));
    }
}
