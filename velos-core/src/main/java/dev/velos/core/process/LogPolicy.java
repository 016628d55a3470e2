package dev.velos.core.process;

import dev.velos.core.protocol.Fields;
import java.util.Locale;

/**
 * How the logs of a process are kept.
 *
 * @param maxBytes a log file that has reached this size is rotated at the next line end; 0 never rotates
 * @param maxFiles rotated files kept beside the current one, 1 to {@link #MAX_FILES}
 * @param compress whether rotated files are compressed, all but the youngest
 * @param format of each line
 * @param timestamps whether each line begins with the time at which it came
 * @param merge what shares a file
 */
public record LogPolicy(long maxBytes, int maxFiles, boolean compress, Format format, boolean timestamps, Merge merge) {
    /** How a line stands in the file. */
    public enum Format {
        /** As the program wrote it. */
        RAW,
        /** A JSON object with {@code ts}, {@code name}, {@code instance}, {@code src} and {@code msg}. */
        JSON;

        /** The name in velos.toml and on the wire. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What shares a file. */
    public enum Merge {
        /** Each stream of each instance has its own. */
        NONE,
        /** stdout and stderr of an instance. */
        STREAMS,
        /** A stream of all instances. */
        INSTANCES,
        /** Everything of a process. */
        ALL;

        /** The name in velos.toml and on the wire. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether both streams go to one file. */
        public boolean joinsStreams() {
            return this == STREAMS || this == ALL;
        }

        /** Whether all instances write to one file. */
        public boolean joinsInstances() {
            return this == INSTANCES || this == ALL;
        }
    }

    /** The most rotated files of one log. */
    public static final int MAX_FILES = 1_000;

    /** 64 MiB a file and ten rotated ones: at most about 700 MiB for each stream. */
    public static final LogPolicy DEFAULT = new LogPolicy(64L << 20, 10, false, Format.RAW, false, Merge.NONE);

    public LogPolicy {
        if (maxBytes < 0 || maxFiles < 1 || maxFiles > MAX_FILES) {
            throw new IllegalArgumentException("log policy " + maxBytes + ", " + maxFiles);
        }
    }

    public LogPolicy withMaxBytes(long other) {
        return new LogPolicy(other, maxFiles, compress, format, timestamps, merge);
    }

    public LogPolicy withMaxFiles(int other) {
        return new LogPolicy(maxBytes, other, compress, format, timestamps, merge);
    }

    public LogPolicy withCompress(boolean other) {
        return new LogPolicy(maxBytes, maxFiles, other, format, timestamps, merge);
    }

    public LogPolicy withFormat(Format other) {
        return new LogPolicy(maxBytes, maxFiles, compress, other, timestamps, merge);
    }

    public LogPolicy withTimestamps(boolean other) {
        return new LogPolicy(maxBytes, maxFiles, compress, format, other, merge);
    }

    public LogPolicy withMerge(Merge other) {
        return new LogPolicy(maxBytes, maxFiles, compress, format, timestamps, other);
    }

    /** Whether the log is made line by line: else its bytes go to the file as they come. */
    public boolean isByLine() {
        return format != Format.RAW || timestamps || merge != Merge.NONE;
    }

    /** Whether it says nothing; told by what travels, for equals() of a record is made at run time, in 10 ms. */
    public boolean isDefault() {
        return toFields().equals(DEFAULT.toFields());
    }

    Fields toFields() {
        return Fields.builder()
                .put("max_bytes", maxBytes)
                .put("max_files", maxFiles)
                .put("compress", compress)
                .put("format", format.wire())
                .put("timestamps", timestamps)
                .put("merge", merge.wire())
                .build();
    }

    static LogPolicy of(Fields fields) {
        return new LogPolicy(
                fields.integer("max_bytes", DEFAULT.maxBytes),
                fields.smallInteger("max_files", DEFAULT.maxFiles),
                fields.flag("compress", DEFAULT.compress),
                Format.valueOf(word(fields, "format", DEFAULT.format.wire())),
                fields.flag("timestamps", DEFAULT.timestamps),
                Merge.valueOf(word(fields, "merge", DEFAULT.merge.wire())));
    }

    private static String word(Fields fields, String name, String otherwise) {
        return fields.optionalText(name).orElse(otherwise).toUpperCase(Locale.ROOT);
    }
}
