package dev.velos.logs.query;

import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.Sink;
import dev.velos.logs.event.TellingLine;
import dev.velos.logs.read.Folding;
import dev.velos.logs.read.TraceFolder;
import java.io.ByteArrayOutputStream;

/**
 * Filters the lines of one source as they come. It never waits for what may follow: a line is given at once where its
 * event is wanted already, and a line that makes its event wanted brings along those before it, be it by its text or as
 * the one that makes an error of it ({@link TellingLine}). Memory is bounded by the longest event that is kept. Mutable, owned by one thread.
 */
public final class LiveFilter {
    private static final int MAX_HELD = 1 << 20;

    /** In so much of an event is the line that tells what happened, or it is not looked for. */
    private static final int MAX_TOLD = 64 << 10;

    private final Selector selector;
    private final Folding folding;
    private final Sink<? super LogEvent> next;
    private final TraceFolder folder = new TraceFolder();
    private final TellingLine telling = new TellingLine();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private byte[] head = {};
    private boolean any;
    private boolean wanted;
    private boolean wantedLevel;
    private Level level = Level.NONE;

    public LiveFilter(Selector selector, Folding folding, Sink<? super LogEvent> next) {
        this.selector = selector;
        this.folding = folding;
        this.next = next;
    }

    /** Takes the next line of the source, an event of one line. */
    public void accept(LogEvent line) {
        boolean goesOn = any
                && folding == Folding.EVENTS
                && folder.goesOn(head, 0, head.length, line.bytes(), line.from(), line.to());
        if (goesOn) {
            goOn(line);
        } else {
            begin(line);
        }
    }

    private void begin(LogEvent line) {
        any = true;
        head = line.copy().bytes();
        folder.begin(head, 0, head.length);
        held.reset();
        level = selector.levelIfAsked(line);
        wantedLevel = selector.wantsLevel(level);
        wanted = wantedLevel && selector.wantsText(line.bytes(), line.from(), line.to());
        if (wanted) {
            next.accept(line);
        } else {
            hold(line);
        }
    }

    private void goOn(LogEvent line) {
        if (!wanted
                && wantedLevel
                && !selector.picksOthers()
                && selector.wantsText(line.bytes(), line.from(), line.to())) {
            wanted = true;
            giveHeld(line);
        }
        if (wanted) {
            next.accept(line);
            return;
        }
        hold(line);
        if (!wantedLevel && level == Level.NONE && tellsOfAnError()) {
            becomeError(line);
        }
    }

    private boolean tellsOfAnError() {
        return held.size() <= MAX_TOLD && telling.find(held.toByteArray(), 0, head.length, held.size() - 1);
    }

    private void becomeError(LogEvent line) {
        level = Level.ERROR;
        wantedLevel = selector.wantsLevel(level);
        int end = selector.picksOthers() ? head.length : held.size() - 1;
        wanted = wantedLevel && selector.wantsText(held.toByteArray(), 0, end);
        if (wanted) {
            giveHeld(line);
        }
    }

    private void hold(LogEvent line) {
        if (held.size() + line.length() < MAX_HELD) {
            held.write(line.bytes(), line.from(), line.length());
            held.write('\n');
        }
    }

    private void giveHeld(LogEvent like) {
        byte[] bytes = held.toByteArray();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                next.accept(new LogEvent(like.source())
                        .line(bytes, from, i, 0)
                        .at(LogEvent.NO_NUMBER, like.offset(), like.arrivalMicros()));
                from = i + 1;
            }
        }
        held.reset();
    }
}
