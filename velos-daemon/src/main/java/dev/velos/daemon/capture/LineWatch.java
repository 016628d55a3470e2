package dev.velos.daemon.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Looks for a line in a stream while it is carried. Owned by its stream, by whichever thread carries that. */
final class LineWatch {
    /** Of a longer line only so much is looked at. */
    private static final int MAX_LINE_BYTES = 4 << 10;

    private final Predicate<String> wanted;
    private final Runnable found;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean has;

    /** @param found see {@link #tell} */
    LineWatch(Predicate<String> wanted, Runnable found) {
        this.wanted = wanted;
        this.found = found;
    }

    /** Takes a chunk, whose position stays. A line counts when its end has come. */
    void take(ByteBuffer chunk) {
        for (int at = chunk.position(); at < chunk.limit() && !has; at++) {
            byte next = chunk.get(at);
            if (next == '\n') {
                has = wanted.test(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else if (line.size() < MAX_LINE_BYTES) {
                line.write(next);
            }
        }
    }

    /** Calls back where a line was found that is wanted. Only the loop. */
    void tell() {
        if (has) {
            found.run();
        }
    }
}
