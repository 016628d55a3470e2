package dev.velos.logs.read;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Merges the lines of several sources by the time of their arrival. Lines of one source keep their order; at equal
 * times, and among lines that no later line of their source dates, the order of the sources decides.
 */
final class ArrivalOrder {
    /** A source that can still give a line, and its next one. */
    private record Head(BackwardLines lines, LogLine line) {}

    /** A line with the time that places it. */
    private record Placed(LogLine line, long micros) {}

    private ArrivalOrder() {}

    /** An instant as epoch microseconds; one beyond their range as the nearest. */
    static long micros(Instant instant) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        } catch (ArithmeticException e) {
            return instant.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    /** The last lines of all sources together, the oldest first. */
    static List<LogLine> last(List<BackwardLines> sources, int lines) throws IOException {
        List<Head> heads = new ArrayList<>(sources.size());
        for (BackwardLines source : sources) {
            Optional<LogLine> line = source.previous();
            if (line.isPresent()) {
                heads.add(new Head(source, line.get()));
            }
        }
        List<LogLine> result = new ArrayList<>();
        while (result.size() < lines && !heads.isEmpty()) {
            int latest = latest(heads);
            Head head = heads.get(latest);
            result.add(head.line);
            Optional<LogLine> next = head.lines.previous();
            if (next.isPresent()) {
                heads.set(latest, new Head(head.lines, next.get()));
            } else {
                heads.remove(latest);
            }
        }
        Collections.reverse(result);
        return result;
    }

    /** The lines of one source that arrived at that time or later, up to that many bytes, the oldest first. */
    static List<LogLine> since(BackwardLines source, Instant since, long maxBytes) throws IOException {
        long micros = micros(since);
        long left = maxBytes;
        List<LogLine> result = new ArrayList<>();
        Optional<LogLine> line = source.previous();
        while (line.isPresent() && source.orderMicros() >= micros) {
            left -= line.get().length();
            if (left < 0) {
                break;
            }
            result.add(line.get());
            line = source.previous();
        }
        Collections.reverse(result);
        return result;
    }

    private static int latest(List<Head> heads) {
        int latest = heads.size() - 1;
        for (int i = latest - 1; i >= 0; i--) {
            if (heads.get(i).lines.orderMicros() > heads.get(latest).lines.orderMicros()) {
                latest = i;
            }
        }
        return latest;
    }

    /** All lines of several sources, each list in its own order, as one. */
    static List<LogLine> merge(List<List<LogLine>> sources) {
        List<Placed> placed = new ArrayList<>();
        for (List<LogLine> source : sources) {
            place(source, placed);
        }
        placed.sort((a, b) -> Long.compare(a.micros, b.micros));
        List<LogLine> merged = new ArrayList<>(placed.size());
        for (Placed line : placed) {
            merged.add(line.line);
        }
        return merged;
    }

    /** Walks back, so that a line without a time stands before the next one with a time, and none passes a later one. */
    private static void place(List<LogLine> source, List<Placed> placed) {
        int from = placed.size();
        long micros = Long.MAX_VALUE;
        for (LogLine line : source.reversed()) {
            if (line.time().isPresent()) {
                micros = Math.min(micros, micros(line.time().get()));
            }
            placed.add(new Placed(line, micros));
        }
        Collections.reverse(placed.subList(from, placed.size()));
    }
}
