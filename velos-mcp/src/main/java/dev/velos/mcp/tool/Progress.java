package dev.velos.mcp.tool;

import dev.velos.core.failure.VelosException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** How far a call is, for a client that wants to know while it waits. Any thread may use it. */
public final class Progress {
    private volatile long limitSeconds = -1;
    private volatile Supplier<String> standing = () -> "";

    /**
     * The call takes no longer than that.
     *
     * @param how things stand meanwhile, in words; asked for only where the client wants to know
     */
    public void expect(Duration limit, Supplier<String> how) {
        limitSeconds = limit.toSeconds();
        standing = how;
    }

    /** After so many seconds the call ends, whatever comes; nothing where that is not known. */
    public OptionalLong limitSeconds() {
        long limit = limitSeconds;
        return limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** How things stand; empty where that cannot be told now. */
    public String standing() {
        try {
            return standing.get();
        } catch (VelosException e) {
            return ""; // the call itself finds out whether the daemon is gone for good
        }
    }
}
