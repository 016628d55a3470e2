package dev.velos.daemon.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last lines of a stream, bounded in lines and bytes. Owned by the loop. It holds only lines that could not be
 * written to the log: what is in the file, the page cache holds already (docs/decisions/0004).
 */
final class LineRing {
    /** Lines kept at most. */
    static final int MAX_LINES = 1_000;

    /** Bytes kept at most; a longer line keeps its end. */
    static final int MAX_BYTES = 256 << 10;

    private final Deque<byte[]> lines = new ArrayDeque<>();
    private byte[] partial = {};
    private int bytes;

    /** Takes bytes as they come, lines ended by line feeds. */
    void add(byte[] source, int length) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (source[i] == '\n') {
                push(joined(source, start, i));
                partial = new byte[] {};
                start = i + 1;
            }
        }
        if (start < length) {
            partial = joined(source, start, length);
        }
    }

    private byte[] joined(byte[] source, int start, int end) {
        int total = partial.length + end - start;
        int skipped = Math.max(0, total - MAX_BYTES);
        byte[] line = new byte[total - skipped];
        for (int i = skipped; i < total; i++) {
            line[i - skipped] = i < partial.length ? partial[i] : source[start + i - partial.length];
        }
        return line;
    }

    private void push(byte[] line) {
        lines.addLast(line);
        bytes += line.length;
        while (lines.size() > MAX_LINES || bytes > MAX_BYTES && lines.size() > 1) {
            bytes -= lines.removeFirst().length;
        }
    }

    boolean isEmpty() {
        return lines.isEmpty() && partial.length == 0;
    }

    void clear() {
        lines.clear();
        partial = new byte[] {};
        bytes = 0;
    }

    /** The last lines, at most {@code count}, oldest first; a line without its end counts. */
    List<String> last(int count) {
        List<String> all = new ArrayList<>();
        lines.forEach(line -> all.add(new String(line, StandardCharsets.UTF_8)));
        if (partial.length > 0) {
            all.add(new String(partial, StandardCharsets.UTF_8));
        }
        return all.subList(Math.max(0, all.size() - count), all.size());
    }
}
