package dev.velos.core.process;

import dev.velos.core.protocol.Fields;

/**
 * How the logs of a process are kept.
 *
 * @param maxBytes a log file that has reached this size is rotated at the next line end; 0 never rotates
 * @param maxFiles rotated files kept beside the current one, 1 to {@link #MAX_FILES}
 */
public record LogPolicy(long maxBytes, int maxFiles) {
    /** The most rotated files of one log. */
    public static final int MAX_FILES = 1_000;

    /** 64 MiB a file and ten rotated ones: at most about 700 MiB for each stream. */
    public static final LogPolicy DEFAULT = new LogPolicy(64L << 20, 10);

    public LogPolicy {
        if (maxBytes < 0 || maxFiles < 1 || maxFiles > MAX_FILES) {
            throw new IllegalArgumentException("log policy " + maxBytes + ", " + maxFiles);
        }
    }

    public LogPolicy withMaxBytes(long other) {
        return new LogPolicy(other, maxFiles);
    }

    public LogPolicy withMaxFiles(int other) {
        return new LogPolicy(maxBytes, other);
    }

    Fields toFields() {
        return Fields.builder()
                .put("max_bytes", maxBytes)
                .put("max_files", maxFiles)
                .build();
    }

    static LogPolicy of(Fields fields) {
        return new LogPolicy(
                fields.integer("max_bytes", DEFAULT.maxBytes), fields.smallInteger("max_files", DEFAULT.maxFiles));
    }
}
