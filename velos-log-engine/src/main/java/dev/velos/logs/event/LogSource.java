package dev.velos.logs.event;

import dev.velos.core.process.ProcessSnapshot;
import java.nio.file.Path;
import java.util.List;
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

    /** Written out, as sources are keys: those of a record are made at run time, which takes a command 15 ms. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LogSource source
                && label.equals(source.label)
                && stream.equals(source.stream)
                && file.equals(source.file);
    }

    @Override
    public int hashCode() {
        return (label.hashCode() * 31 + stream.hashCode()) * 31 + file.hashCode();
    }

    /** The name of its process: {@code api} of {@code api:1}. */
    public String process() {
        return label.split(":", 2)[0];
    }

    /** Both streams of an instance; one where both go into one file (log.merge). */
    public static List<LogSource> of(ProcessSnapshot process) {
        return process.outLog().equals(process.errLog()) ? List.of(out(process)) : List.of(out(process), err(process));
    }

    public static LogSource out(ProcessSnapshot process) {
        return new LogSource(process.displayName(), "out", Path.of(process.outLog()));
    }

    public static LogSource err(ProcessSnapshot process) {
        return new LogSource(process.displayName(), "err", Path.of(process.errLog()));
    }
}
