package dev.velos.logs.read;

import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** One line as the program wrote it, without its line feed; of one over {@link LineText#MAX_BYTES} the head. Immutable. */
public final class LogLine {
    private final LogSource source;
    private final Optional<Instant> time;
    private final byte[] bytes;
    private final long omittedBytes;

    /** @param bytes kept by the line, and changed by nobody */
    LogLine(LogSource source, Optional<Instant> time, byte[] bytes, long omittedBytes) {
        this.source = Objects.requireNonNull(source);
        this.time = Objects.requireNonNull(time);
        this.bytes = bytes;
        this.omittedBytes = omittedBytes;
    }

    public LogSource source() {
        return source;
    }

    /** When its first byte arrived, in microseconds; empty where the log has no time index. */
    public Optional<Instant> time() {
        return time;
    }

    /** Bytes that are kept of it. */
    int length() {
        return bytes.length;
    }

    /** Its text, where bytes that are not UTF-8 are U+FFFD, and a marker says what was cut. */
    public String text() {
        return LineText.of(bytes, 0, bytes.length, omittedBytes);
    }

    /** The same as an event of one line. */
    public LogEvent event() {
        long micros = time.isPresent() ? ArrivalOrder.micros(time.get()) : LogEvent.NO_TIME;
        return new LogEvent(source).line(bytes, 0, bytes.length, omittedBytes).at(LogEvent.NO_NUMBER, 0, micros);
    }
}
