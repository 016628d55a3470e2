package dev.velos.daemon.supervise;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads what a program tells of itself: lines {@code name=value} in a file that VELOS_METRICS names and that it replaces
 * now and then; one of them is {@code at_ms}, when that was, in milliseconds since 1970, or 0 for what holds until it
 * is replaced. It is read only when somebody asks, so that nothing wakes the daemon. Stateless.
 */
final class ProgramMetrics {
    static final String VARIABLE = "VELOS_METRICS";

    private static final String AT = "at_ms";
    private static final int MAX_BYTES = 4096;
    private static final int MAX_METRICS = 50;

    /** What is older says nothing about now. */
    private static final long FRESH_MILLIS = 30_000;

    private ProgramMetrics() {}

    /** What stands in the file, in its order; nothing where there is none, or where it was written long ago. */
    static Map<String, String> in(Path path, long nowMillis) {
        try (InputStream file = Files.newInputStream(path)) {
            return parse(new String(file.readNBytes(MAX_BYTES), StandardCharsets.UTF_8), nowMillis);
        } catch (IOException e) {
            return Map.of(); // it has not written one
        }
    }

    static Map<String, String> parse(String text, long nowMillis) {
        Map<String, String> metrics = new LinkedHashMap<>();
        for (String line : text.split("\n", MAX_METRICS)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                metrics.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        String at = metrics.getOrDefault(AT, "");
        metrics.remove(AT);
        long atMillis = at.matches("\\d{1,18}") ? Long.parseLong(at) : -1;
        boolean isFresh = atMillis == 0 || Math.abs(nowMillis - atMillis) < FRESH_MILLIS;
        return isFresh ? metrics : Map.of();
    }
}
