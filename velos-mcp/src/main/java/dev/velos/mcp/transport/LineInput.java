package dev.velos.mcp.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Lines of bytes, of which a very long one is passed over. Owned by the thread that reads. */
final class LineInput {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /**
     * A line, or why there is none.
     *
     * @param bytes without its line feed; none for one that is too long
     */
    record Line(ByteBuffer bytes, Kind kind) {
        private enum Kind {
            WHOLE,
            TOO_LONG,
            END
        }

        boolean isEnd() {
            return kind == Kind.END;
        }

        boolean isBlank() {
            for (int i = bytes.position(); i < bytes.limit(); i++) {
                byte b = bytes.get(i);
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return true;
        }

        boolean isTooLong() {
            return kind == Kind.TOO_LONG;
        }
    }

    private final InputStream input;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    LineInput(InputStream input, int maxBytes) {
        this.input = input;
        this.maxBytes = maxBytes;
    }

    /** The next line; a last one without a line feed is one, too. */
    Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean any = false;
        boolean tooLong = false;
        while (at < end || fill()) {
            any = true;
            int begin = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            tooLong |= line.size() + at - begin > maxBytes;
            if (!tooLong) {
                line.write(buffer, begin, at - begin);
            }
            if (at < end) {
                at++;
                return line(line, tooLong);
            }
        }
        return any ? line(line, tooLong) : new Line(NOTHING, Line.Kind.END);
    }

    private static Line line(ByteArrayOutputStream bytes, boolean tooLong) {
        return tooLong
                ? new Line(NOTHING, Line.Kind.TOO_LONG)
                : new Line(ByteBuffer.wrap(bytes.toByteArray()), Line.Kind.WHOLE);
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, input.read(buffer));
        return end > 0;
    }
}
