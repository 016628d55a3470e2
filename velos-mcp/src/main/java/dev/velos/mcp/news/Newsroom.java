package dev.velos.mcp.news;

import dev.velos.logs.event.EventReader;
import dev.velos.mcp.process.Fleet;
import dev.velos.mcp.rpc.Audience;
import dev.velos.mcp.rpc.LogLevel;
import dev.velos.mcp.rpc.Outbox;
import dev.velos.mcp.rpc.Wishes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells clients what they wish for. While nobody wishes for anything, nothing is watched. Any thread may use it. */
public final class Newsroom implements Audience {
    /** One client, told under its own lock, so that its messages keep their order. */
    record Reader(Wishes wishes, Outbox outbox) {}

    private final Fleet fleet;
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private Optional<Thread> watching = Optional.empty();

    public Newsroom(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public Seat join(Wishes wishes, Outbox outbox) {
        Reader reader = new Reader(wishes, outbox);
        readers.add(reader);
        if (wishes.areAny()) {
            reconsider();
        }
        return () -> {
            readers.remove(reader);
            if (wishes.areAny()) {
                reconsider();
            }
        };
    }

    @Override
    public Seat attend(LogLevel least, Outbox outbox) {
        return Minutes.fromNow(fleet, least, outbox);
    }

    /** Begins to watch where something is wished for now; else the thread that watches finds out what has changed. */
    @Override
    public synchronized void reconsider() {
        if (watching.isPresent()) {
            watching.get().interrupt();
        } else if (areAny()) {
            EventReader events = EventReader.fromNow(fleet.launcher().home());
            watching = Optional.of(Thread.ofVirtual().start(new Watch(this, fleet, events)));
        }
    }

    private boolean areAny() {
        return readers.stream().anyMatch(it -> it.wishes().areAny());
    }

    /** False, for good, where nothing is wished for any more: then the watch ends. */
    synchronized boolean goesOn() {
        if (!areAny()) {
            watching = Optional.empty();
        }
        return watching.isPresent();
    }

    List<Reader> readers() {
        return readers;
    }

    void tell(News news) {
        readers.forEach(it -> news.tell(it.wishes(), it.outbox()));
    }
}
