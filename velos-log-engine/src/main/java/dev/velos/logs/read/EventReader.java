package dev.velos.logs.read;

import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.pattern.LineMatcher;
import dev.velos.logs.pattern.LinePattern;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The events of one source, from the first to the last. It holds some megabytes at most, however long lines and events
 * are: of one beyond {@link LineText#MAX_BYTES} the head is given and the rest counted. Mutable, owned by one thread.
 */
public final class EventReader implements Closeable {
    /** So far back it is looked for the beginning of an event of which a line was found. */
    private static final int LOOK_BACK = 32 << 10;

    private final Window window;
    private final Folding folding;
    private final Optional<LineMatcher> search;
    private final TraceFolder folder = new TraceFolder();
    private final LogEvent event;
    private long lineNumber = 1;
    private int firstTo;
    private int lines;
    private long omitted;
    private long eventOffset;
    private long eventNumber;
    private long foundAt;

    /** @param search where only events are wanted of which a line matches: others are passed over, and no lines are counted */
    EventReader(LogSource source, ByteSource bytes, Folding folding, Optional<LinePattern> search) {
        this.window = new Window(bytes);
        this.folding = folding;
        this.search = search.map(LinePattern::matcher);
        event = new LogEvent(source);
    }

    /** Of a stream without times, such as standard input, which is closed with the reader. */
    public static EventReader of(LogSource source, InputStream stream, Folding folding, Optional<LinePattern> search) {
        return new EventReader(source, new StreamBytes(stream), folding, search);
    }

    /** Makes {@link #event} the next one; false where there is none. */
    public boolean next() throws IOException {
        return search.isEmpty() ? read() : readFound(search.get());
    }

    /** The event that was read last, which holds good until the next is read. */
    public LogEvent event() {
        return event;
    }

    /** Gives all that are left to a sink, as long as it wants them, and then the end. */
    public void feed(Sink<? super LogEvent> sink) throws IOException {
        while (!sink.hasEnough() && next()) {
            sink.accept(event);
        }
        sink.end();
    }

    private boolean read() throws IOException {
        window.keepNothing();
        if (window.next == window.limit && !window.fill()) {
            return false;
        }
        begin();
        while (folding == Folding.EVENTS && extend()) {
            continue;
        }
        finish();
        return true;
    }

    private void begin() throws IOException {
        eventOffset = window.offset;
        eventNumber = lineNumber;
        omitted = 0;
        lines = 0;
        window.keepNothing();
        takeLine(window.lineEnd());
        firstTo = window.keptTo - window.keptFrom;
        folder.begin(window.bytes, window.keptFrom, window.keptTo);
    }

    /** Takes the line that begins at the next byte, as far as there is room, with the line feed before it if it is not the first. */
    private void takeLine(int end) throws IOException {
        lines++;
        lineNumber++;
        int stop = end < 0 ? window.limit : end;
        int room = Math.max(0, Window.MAX_KEPT - (window.next - window.keptFrom));
        if (omitted == 0 && stop - window.next <= room && end >= 0) {
            window.keptTo = end;
            window.take(Math.min(end + 1, window.limit));
            return;
        }
        int lineFeed = omitted > 0 ? 1 : 0; // that before the first line that is cut is kept
        if (omitted == 0) {
            int kept = Math.min(room, stop - window.next);
            window.keptTo = window.next + kept;
            window.take(window.keptTo);
        }
        omitted += window.dropLine() + lineFeed;
    }

    /** Takes the next line if the event goes on with it. */
    private boolean extend() throws IOException {
        if (window.next == window.limit && !window.fill()) {
            return false;
        }
        int end = window.lineEnd();
        int stop = end < 0 ? window.limit : end;
        boolean goesOn = folder.goesOn(
                window.bytes, window.keptFrom, window.keptFrom + firstTo, window.bytes, window.next, stop);
        if (goesOn) {
            takeLine(end);
        }
        return goesOn;
    }

    private void finish() throws IOException {
        int from = window.keptFrom;
        event.lines(window.bytes, from, from + firstTo, window.keptTo, lines, omitted)
                .at(
                        search.isEmpty() ? eventNumber : LogEvent.NO_NUMBER,
                        eventOffset,
                        window.arrivalMicros(eventOffset));
    }

    private boolean readFound(LineMatcher matcher) throws IOException {
        while (seek(matcher)) {
            read();
            boolean holdsIt = foundAt >= eventOffset && foundAt <= eventOffset + event.length();
            if (holdsIt || event.isCut() && matcher.matches(event.bytes(), event.from(), event.to())) {
                return true;
            }
        }
        return false;
    }

    /** Goes on to an event that may hold the next line that matches; false where none does. */
    private boolean seek(LineMatcher matcher) throws IOException {
        window.keepNothing();
        int searched = 0;
        while (true) {
            int from = window.next + searched;
            int to = window.wholeLines(from);
            int place = to > from ? window.find(matcher, from, endOfText(to)) : -1;
            if (place >= 0) {
                foundAt = window.offset + Math.min(place, to - 1) - window.next;
                window.take(eventStart(Math.min(place, to - 1)));
                return true;
            }
            if (to > from) {
                window.take(lookBackStart(to));
                searched = to - window.next;
            } else if (window.limit - window.next > Window.MAX_KEPT) {
                foundAt = -1;
                window.take(from); // a line too long to be searched at once: it is read, and its head is searched
                return true;
            }
            window.keepNothing();
            if (!window.fill() && window.next + searched >= window.limit) {
                return false;
            }
        }
    }

    /** Without the last line feed, behind which no line stands. */
    private int endOfText(int to) {
        return window.bytes[to - 1] == '\n' ? to - 1 : to;
    }

    private int lookBackStart(int to) {
        if (folding == Folding.LINES || to - window.next <= LOOK_BACK) {
            return folding == Folding.LINES ? to : window.next;
        }
        return LineEnds.next(window.bytes, to - LOOK_BACK, to) + 1;
    }

    /** Where an event begins with, or before, the line that holds that byte. */
    private int eventStart(int place) {
        int start = lineStart(place);
        int end = LineEnds.next(window.bytes, start, window.limit);
        end = end < 0 ? window.limit : end;
        while (folding == Folding.EVENTS && start > window.next && place - start < LOOK_BACK) {
            int previous = lineStart(start - 1);
            if (!TraceFolder.mayBeWithin(window.bytes, previous, start, end)) {
                break;
            }
            end = start - 1;
            start = previous;
        }
        return start;
    }

    /** Where the line begins that holds that byte, which may be its line feed. */
    private int lineStart(int place) {
        return Math.max(window.next, LineEnds.last(window.bytes, window.next, place) + 1);
    }

    @Override
    public void close() throws IOException {
        window.close();
    }
}
