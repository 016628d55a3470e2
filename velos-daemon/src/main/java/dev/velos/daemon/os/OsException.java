package dev.velos.daemon.os;

import java.io.IOException;

/** A call to the operating system that failed, with its reason in words: {@code open api.log: No such file …}. */
public final class OsException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    public OsException(String call, int errno, String reason) {
        super(call + ": " + reason);
        this.errno = errno;
    }

    /** The number as the system gave it. */
    public int errno() {
        return errno;
    }

    /** Whether a disk or a quota is full (ENOSPC, EDQUOT, EFBIG). */
    public boolean isNoSpace() {
        return errno == Errno.ENOSPC || errno == Errno.EDQUOT || errno == Errno.EFBIG;
    }
}
