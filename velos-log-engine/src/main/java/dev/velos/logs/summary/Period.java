package dev.velos.logs.summary;

/**
 * From the first to the last event.
 *
 * @param first second since 1970
 * @param behind the second after the last
 */
record Period(long first, long behind) {
    static Period of(Timeline timeline) {
        long[] ends = {Long.MAX_VALUE, Long.MIN_VALUE};
        timeline.read((second, key, count) -> {
            ends[0] = Math.min(ends[0], second);
            ends[1] = Math.max(ends[1], second + timeline.spanSeconds());
        });
        return ends[0] == Long.MAX_VALUE ? new Period(0, 0) : new Period(ends[0], ends[1]);
    }
}
