package dev.velos.logs.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The line of an event that says what has happened, where the first one does not: what Python prints of an exception
 * begins with {@code Traceback (most recent call last):} and names it behind the frames, the last one of a chain last;
 * what Node prints of one that nobody caught begins with the place in the source, and names it behind a blank line.
 * Either is an error. Mutable, reused from event to event.
 */
public final class TellingLine {
    private static final byte[] TRACEBACK = "Traceback (most recent call last):".getBytes(StandardCharsets.US_ASCII);

    private int from;
    private int to;

    /** Whether there is such a line in an event from {@code start} to {@code end} whose first line ends at {@code firstEnd}. */
    public boolean find(byte[] b, int start, int firstEnd, int end) {
        from = -1;
        if (firstEnd >= end || firstEnd == start) {
            return false;
        }
        boolean python = firstEnd - start >= TRACEBACK.length
                && Arrays.equals(b, start, start + TRACEBACK.length, TRACEBACK, 0, TRACEBACK.length);
        if (python || isPlace(b, start, firstEnd)) {
            search(b, firstEnd, end, python);
        }
        return from >= 0;
    }

    /** Where it begins, after it was found. */
    public int from() {
        return from;
    }

    /** Where it ends, without its line feed. */
    public int to() {
        return to;
    }

    private void search(byte[] b, int firstEnd, int end, boolean python) {
        boolean opens = false;
        int lineFrom = nextLine(b, firstEnd, end);
        while (lineFrom < end && (python || from < 0)) {
            int lineTo = lineFrom;
            while (lineTo < end && b[lineTo] != '\n') {
                lineTo++;
            }
            boolean empty = lineTo == lineFrom || b[lineFrom] == '\r';
            boolean indented = !empty && (b[lineFrom] == ' ' || b[lineFrom] == '\t');
            if (opens && !empty && !indented) {
                from = lineFrom;
                to = b[lineTo - 1] == '\r' ? lineTo - 1 : lineTo;
            }
            opens = python ? indented : empty;
            lineFrom = lineTo + 1;
        }
    }

    private static int nextLine(byte[] b, int at, int end) {
        int next = at;
        while (next < end && b[next] != '\n') {
            next++;
        }
        return next + 1;
    }

    /** {@code /app/server.js:12}: no blank, and a number behind the last colon. */
    private static boolean isPlace(byte[] b, int start, int end) {
        int at = end;
        while (at > start && b[at - 1] >= '0' && b[at - 1] <= '9') {
            at--;
        }
        if (at == end || at - start < 4 || b[at - 1] != ':') {
            return false;
        }
        for (int i = start; i < at; i++) {
            if (b[i] == ' ' || b[i] == '\t') {
                return false;
            }
        }
        return true;
    }
}
