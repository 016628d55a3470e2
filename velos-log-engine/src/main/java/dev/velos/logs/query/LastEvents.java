package dev.velos.logs.query;

import dev.velos.logs.read.Folding;
import dev.velos.logs.read.OpenSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds where the last wanted events of a source begin, without reading what lies before them: the log is searched from
 * its end in stretches, each larger than the one behind it. Owned by one query.
 */
final class LastEvents {
    private static final long FIRST_BYTES = 256 << 10;
    private static final long MOST_BYTES = 16 << 20;

    /** Searches a stretch. */
    interface Search {
        SourceHits between(long from, long to) throws IOException;
    }

    private final OpenSource source;
    private final Folding folding;
    private final Search search;

    LastEvents(OpenSource source, Folding folding, Search search) {
        this.source = source;
        this.folding = folding;
        this.search = search;
    }

    OpenSource.Tail find(long wanted, Optional<Long> since, long end) throws IOException {
        long left = wanted;
        long to = end;
        long bytes = FIRST_BYTES;
        while (left > 0 && source.hasBefore(to, since)) {
            long from = source.eventBefore(to, bytes, since, folding);
            boolean stuck = from >= to;
            if (!stuck) {
                Stretch stretch = new Stretch();
                stretch.search(from, to);
                if (stretch.count >= left) {
                    return new OpenSource.Tail(stretch.positions[(int) (stretch.count - left)], wanted);
                }
                left -= stretch.count;
                to = from;
            }
            bytes = stuck ? 4 * bytes : Math.min(MOST_BYTES, 4 * bytes); // it is within a very long line
        }
        return new OpenSource.Tail(to, wanted - left);
    }

    /** Where the last wanted events of a stretch begin, with those that stand before them as context. */
    private final class Stretch {
        private long[] positions = new long[64];
        private int count;

        void search(long from, long to) throws IOException {
            try (SourceHits hits = search.between(from, to)) {
                long first = Long.MIN_VALUE;
                while (hits.next()) {
                    Hit hit = hits.hit();
                    first = first == Long.MIN_VALUE ? from + hit.event().offset() : first;
                    if (hit.role().isMatch()) {
                        positions = count < positions.length ? positions : Arrays.copyOf(positions, 2 * count);
                        positions[count++] = first;
                        first = Long.MIN_VALUE;
                    }
                }
            }
        }
    }
}
