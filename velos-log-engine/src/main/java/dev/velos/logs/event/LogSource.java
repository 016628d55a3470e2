package dev.velos.logs.event;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One stream of one instance whose log is to be read.
 *
 * @param label what a line of it is shown under: {@code api}, or {@code api:1}
 * @param stream {@code out} or {@code err}
 * @param file the current log file; it may be missing, which is the same as empty
 */
public record LogSource(String label, String stream, Path file) {
    public LogSource {
        Objects.requireNonNull(label);
        Objects.requireNonNull(stream);
        Objects.requireNonNull(file);
    }
}
