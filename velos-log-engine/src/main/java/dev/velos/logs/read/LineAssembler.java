package dev.velos.logs.read;

import dev.velos.logs.event.LogSource;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Puts the bytes of one source together to lines as they come, across reads and files. Owned by one follower. Holds at
 * most {@link LineText#MAX_BYTES} of the line that is not complete.
 */
final class LineAssembler {
    private static final byte[] NOTHING = {};

    private final LogSource source;
    private byte[] held = NOTHING;
    private int heldLength;
    private long omitted;
    private boolean inLine;
    private Optional<Instant> lineTime = Optional.empty();

    LineAssembler(LogSource source) {
        this.source = source;
    }

    /** Begins with a line of which a part was read elsewhere. */
    void resume(byte[] head, long omittedBytes, Optional<Instant> time) {
        held = head;
        heldLength = head.length;
        omitted = omittedBytes;
        inLine = true;
        lineTime = time;
    }

    /** Takes the next bytes of a file, which stand at that offset in it, and adds the lines that they complete. */
    void feed(byte[] bytes, int length, long offset, TimeIndex index, List<LogLine> lines) throws IOException {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (!inLine) {
                inLine = true;
                lineTime = index.timeAt(offset + i);
            }
            if (bytes[i] == '\n') {
                lines.add(complete(bytes, start, i));
                start = i + 1;
            }
        }
        hold(bytes, start, length);
    }

    /** The line that is not complete, as far as it came; nothing where there is none. */
    Optional<LogLine> drain() {
        return inLine ? Optional.of(complete(NOTHING, 0, 0)) : Optional.empty();
    }

    /** Forgets the line that is not complete. */
    void reset() {
        held = NOTHING;
        heldLength = 0;
        omitted = 0;
        inLine = false;
    }

    private LogLine complete(byte[] bytes, int from, int to) {
        byte[] text;
        if (heldLength == 0 && to - from <= LineText.MAX_BYTES) {
            text = Arrays.copyOfRange(bytes, from, to);
        } else {
            hold(bytes, from, to);
            text = Arrays.copyOf(held, heldLength);
        }
        LogLine line = new LogLine(source, lineTime, text, omitted);
        reset();
        return line;
    }

    private void hold(byte[] bytes, int from, int to) {
        int kept = Math.min(to - from, LineText.MAX_BYTES - heldLength);
        if (heldLength + kept > held.length) {
            held = Arrays.copyOf(held, Math.min(LineText.MAX_BYTES, Math.max(heldLength + kept, 2 * held.length)));
        }
        System.arraycopy(bytes, from, held, heldLength, kept);
        heldLength += kept;
        omitted += to - from - kept;
    }
}
