package dev.velos.cli.errors;

import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.template.KnownPatterns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the errors of each process, and up to when its logs were looked at; kept in a file of the home, so
 * that nothing is told anew after a restart. At most {@link KnownPatterns#MAX} patterns of each process of which the
 * daemon knows, so 120 KB each. A file that cannot be read is begun anew. Owned by one thread.
 */
final class KnownErrors {
    private static final String HEAD = "velos known errors 1";
    private static final String SEEN = "seen";
    private static final String PATTERN = "pattern";

    private final Path file;
    private final Map<String, List<String>> saved = new HashMap<>();
    private final Map<String, Known> patterns = new LinkedHashMap<>();
    private final Map<String, Long> seenMillis = new LinkedHashMap<>();

    private record Known(LogAnalysis analysis, KnownPatterns patterns) {}

    private KnownErrors(Path file) {
        this.file = file;
    }

    static KnownErrors open(Path file) throws IOException {
        KnownErrors known = new KnownErrors(file);
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            if (!lines.isEmpty() && lines.getFirst().equals(HEAD)) {
                lines.forEach(known::read);
            }
        } catch (NoSuchFileException e) {
            return known; // the first time
        }
        return known;
    }

    /** Lines that are none of this form do not count. */
    private void read(String line) {
        String[] words = line.split(" ");
        if (words.length == 3 && words[0].equals(PATTERN)) {
            saved.computeIfAbsent(words[1], _ -> new ArrayList<>()).add(words[2]);
        } else if (words.length == 3 && words[0].equals(SEEN) && words[2].matches("[0-9]{1,15}")) {
            seenMillis.put(words[1], Long.parseLong(words[2]));
        }
    }

    /** The patterns of a process, which who gets them adds to. */
    KnownPatterns of(String process, LogAnalysis analysis) {
        Known known = patterns.get(process);
        if (known == null || !known.analysis.equals(analysis)) {
            List<String> before = known == null ? saved.getOrDefault(process, List.of()) : known.patterns.saved();
            known = new Known(analysis, new KnownPatterns(analysis));
            before.forEach(known.patterns::restore);
            patterns.put(process, known);
        }
        return known.patterns;
    }

    /** Up to when its logs were looked at; nothing where they never were. */
    Optional<Instant> seen(String process) {
        return Optional.ofNullable(seenMillis.get(process)).map(Instant::ofEpochMilli);
    }

    /** The logs of these were looked at up to that time; others are forgotten. */
    void seen(Set<String> processes, Instant now) {
        processes.forEach(process -> seenMillis.put(process, now.toEpochMilli()));
        seenMillis.keySet().retainAll(processes);
        patterns.keySet().retainAll(processes);
    }

    void save() throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        seenMillis.forEach((process, millis) -> lines.add(SEEN + " " + process + " " + millis));
        patterns.forEach((process, known) ->
                known.patterns.saved().forEach(one -> lines.add(PATTERN + " " + process + " " + one)));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, lines, StandardCharsets.ISO_8859_1);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
