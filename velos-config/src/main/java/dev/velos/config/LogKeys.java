package dev.velos.config;

import dev.velos.core.process.LogPolicy;
import dev.velos.core.quantity.ByteSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code [process.NAME.log]}. */
final class LogKeys {
    static final List<Key<?>> ALL = List.of(
            new Key<>(
                    "log.max_size",
                    Kinds.size(new ByteSize(0), new ByteSize(1L << 40)),
                    "Size from which a log file is rotated; \"0\" never rotates",
                    (spec, size, folder) -> spec.withLog(it -> it.withMaxBytes(size.bytes())),
                    spec -> Optional.of(new ByteSize(spec.log().maxBytes()))),
            new Key<>(
                    "log.max_files",
                    Kinds.wholeNumber(1, LogPolicy.MAX_FILES),
                    "Rotated log files that are kept",
                    (spec, files, folder) -> spec.withLog(it -> it.withMaxFiles(files)),
                    spec -> Optional.of(spec.log().maxFiles())),
            new Key<>(
                    "log.compress",
                    Kinds.flag(),
                    "Whether rotated log files are compressed, all but the youngest",
                    (spec, compress, folder) -> spec.withLog(it -> it.withCompress(compress)),
                    spec -> Optional.of(spec.log().compress())),
            new Key<>(
                    "log.format",
                    Kinds.oneOf(formats()),
                    "Lines as the program wrote them, or a JSON object for each",
                    (spec, format, folder) -> spec.withLog(it -> it.withFormat(format)),
                    spec -> Optional.of(spec.log().format())),
            new Key<>(
                    "log.timestamps",
                    Kinds.flag(),
                    "Whether each line begins with the time at which it came",
                    (spec, timestamps, folder) -> spec.withLog(it -> it.withTimestamps(timestamps)),
                    spec -> Optional.of(spec.log().timestamps())),
            new Key<>(
                    "log.merge",
                    Kinds.oneOf(merges()),
                    "What shares a file: nothing, both streams, all instances, or all of it",
                    (spec, merge, folder) -> spec.withLog(it -> it.withMerge(merge)),
                    spec -> Optional.of(spec.log().merge())));

    private LogKeys() {}

    private static Map<String, LogPolicy.Format> formats() {
        Map<String, LogPolicy.Format> words = new LinkedHashMap<>();
        for (LogPolicy.Format format : LogPolicy.Format.values()) {
            words.put(format.wire(), format);
        }
        return words;
    }

    private static Map<String, LogPolicy.Merge> merges() {
        Map<String, LogPolicy.Merge> words = new LinkedHashMap<>();
        for (LogPolicy.Merge merge : LogPolicy.Merge.values()) {
            words.put(merge.wire(), merge);
        }
        return words;
    }
}
