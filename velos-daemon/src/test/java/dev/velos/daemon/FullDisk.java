package dev.velos.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.RLimit;

/**
 * As long as it is open, no file of this JVM can grow beyond a size: EFBIG instead of ENOSPC, for which nobody must
 * be root. Owned by the test.
 */
public final class FullDisk implements AutoCloseable {
    private static final POSIX LIBRARY = POSIXFactory.getNativePOSIX();
    private static final int RLIMIT_FSIZE = 1;

    private final long current;
    private final long most;

    private FullDisk(long bytes) {
        RLimit former = LIBRARY.getrlimit(RLIMIT_FSIZE);
        current = former.rlimCur();
        most = former.rlimMax();
        assertThat(LIBRARY.setrlimit(RLIMIT_FSIZE, bytes, most)).isZero();
    }

    /** Files that are larger already keep their size, and can be written over. */
    public static FullDisk beyond(long bytes) {
        return new FullDisk(bytes);
    }

    @Override
    public void close() {
        assertThat(LIBRARY.setrlimit(RLIMIT_FSIZE, current, most)).isZero();
    }
}
