package dev.velos.core.protocol;

import java.util.stream.LongStream;

/** Seeds of property tests: some that stay, and some of this run; their names in the report are the seeds. */
public final class Seeds {
    private Seeds() {}

    public static LongStream seeds() {
        long run = System.nanoTime();
        return LongStream.concat(LongStream.rangeClosed(1, 20), LongStream.range(run, run + 10));
    }
}
