package dev.velos.mcp.news;

import dev.velos.client.Inquiry;
import dev.velos.client.VelosClient;
import dev.velos.core.event.Event;
import dev.velos.core.failure.VelosException;
import dev.velos.logs.event.EventReader;
import dev.velos.mcp.process.Fleet;
import dev.velos.mcp.rpc.Audience;
import dev.velos.mcp.rpc.LogLevel;
import dev.velos.mcp.rpc.Outbox;
import java.io.IOException;

/**
 * What happens while one request is carried out, told when that has ended. Owned by the thread that carries it out.
 *
 * @param least what is less grave is not told
 */
record Minutes(Fleet fleet, EventReader events, LogLevel least, Outbox outbox) implements Audience.Seat {
    static Minutes fromNow(Fleet fleet, LogLevel least, Outbox outbox) {
        return new Minutes(fleet, EventReader.fromNow(fleet.launcher().home()), least, outbox);
    }

    @Override
    public void close() {
        Notes notes = new Notes();
        try (events) {
            awaitWriting();
            for (Event event : events.poll()) {
                News.Note note = notes.of(event);
                if (News.isInSight(event, fleet) && least.compareTo(note.level()) <= 0) {
                    outbox.send(Announcement.logged(note.level(), note.data()));
                }
            }
        } catch (IOException | VelosException e) {
            // the answer matters more than what cannot be told beside it
            return;
        }
    }

    /** The daemon writes what has happened after its answer, and before it answers the next question. */
    private void awaitWriting() {
        new Inquiry(fleet.launcher()).askIfThere(VelosClient::ping);
    }
}
