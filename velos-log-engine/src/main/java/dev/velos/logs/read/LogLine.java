package dev.velos.logs.read;

import dev.velos.logs.event.LogSource;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One line as the program wrote it, without its line feed. Bytes that are not UTF-8 are U+FFFD; of a line over
 * {@link LineText#MAX_BYTES} the head is kept and the rest counted.
 *
 * @param time when its first byte arrived, in microseconds; empty where the log has no time index
 */
public record LogLine(LogSource source, Optional<Instant> time, String text) {
    public LogLine {
        Objects.requireNonNull(source);
        Objects.requireNonNull(time);
        Objects.requireNonNull(text);
    }
}
