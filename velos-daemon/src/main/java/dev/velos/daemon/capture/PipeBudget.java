package dev.velos.daemon.capture;

/**
 * How far pipes of busy streams may be enlarged, in all. An ordinary user has 64 MB of pipe pages; whoever uses them up
 * leaves each new pipe of any of the user's programs a page or two. Owned by the loop.
 */
final class PipeBudget {
    /** Half of what the user has. */
    static final int BYTES = 32 << 20;

    private int left = BYTES;

    /** Takes so many bytes; false where so many are not left. */
    boolean take(int bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    void giveBack(int bytes) {
        left += bytes;
    }
}
