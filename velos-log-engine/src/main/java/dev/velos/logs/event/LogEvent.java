package dev.velos.logs.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One event of a log: a line, with the lines that belong to it, such as those of a stack trace. Mutable and reused by
 * the reader that owns it: what a {@link Sink} is given is a view into the reader's buffer, which holds good during the
 * call; {@link #copy} keeps it.
 *
 * <p>Its bytes are those of the log, from {@link #from} to {@link #to}, bad UTF-8 included, with line feeds between its
 * lines and none behind the last.
 */
public final class LogEvent {
    /** In place of a time that is not known. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** In place of a line number that nobody counted. */
    public static final long NO_NUMBER = 0;

    private LogSource source;
    private byte[] bytes = {};
    private int from;
    private int firstLineTo;
    private int to;
    private int lines;
    private long omittedBytes;
    private long lineNumber = NO_NUMBER;
    private long offset;
    private long arrivalMicros = NO_TIME;

    public LogEvent(LogSource source) {
        this.source = source;
    }

    /** Becomes the view of one line; number, offset and arrival are set on their own. */
    public LogEvent line(byte[] buffer, int start, int end, long omitted) {
        bytes = buffer;
        from = start;
        firstLineTo = end;
        to = end;
        lines = 1;
        omittedBytes = omitted;
        return this;
    }

    /** Becomes the view of several lines with line feeds between them, of which the first ends at {@code firstEnd}. */
    public LogEvent lines(byte[] buffer, int start, int firstEnd, int end, int count, long omitted) {
        line(buffer, start, end, omitted);
        firstLineTo = firstEnd;
        lines = count;
        return this;
    }

    /** Says where its first line stands, and when it came. */
    public LogEvent at(long number, long byteOffset, long micros) {
        lineNumber = number;
        offset = byteOffset;
        arrivalMicros = micros;
        return this;
    }

    /** Says where it comes from. */
    public LogEvent of(LogSource other) {
        source = other;
        return this;
    }

    public LogSource source() {
        return source;
    }

    /** The buffer that it is a view of. */
    public byte[] bytes() {
        return bytes;
    }

    public int from() {
        return from;
    }

    /** The end of its first line in the buffer, which is {@link #to} where there is no other. */
    public int firstLineTo() {
        return firstLineTo;
    }

    public int to() {
        return to;
    }

    /** Bytes that it has in the buffer. */
    public int length() {
        return to - from;
    }

    /** How many lines it consists of, those included that are left out of the buffer. */
    public int lines() {
        return lines;
    }

    /** Bytes of it that are not in the buffer, as it is too long; 0 for one that is whole. */
    public long omittedBytes() {
        return omittedBytes;
    }

    /** Whether it was cut. */
    public boolean isCut() {
        return omittedBytes > 0;
    }

    /** The number of its first line in what was read, from 1; {@link #NO_NUMBER} where nobody counted. */
    public long lineNumber() {
        return lineNumber;
    }

    /** Where its first byte stands, in bytes from the beginning of what was read (of rotated files one after the other). */
    public long offset() {
        return offset;
    }

    /** When its first byte arrived, in epoch microseconds; {@link #NO_TIME} where nobody noted it. */
    public long arrivalMicros() {
        return arrivalMicros;
    }

    /** Its text, where bad bytes are U+FFFD; what was cut off is not told. */
    public String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The text of its first line. */
    public String firstLine() {
        return new String(bytes, from, firstLineTo - from, StandardCharsets.UTF_8);
    }

    /** The same with bytes of its own, which nobody changes. */
    public LogEvent copy() {
        return new LogEvent(source)
                .lines(Arrays.copyOfRange(bytes, from, to), 0, firstLineTo - from, to - from, lines, omittedBytes)
                .at(lineNumber, offset, arrivalMicros);
    }
}
