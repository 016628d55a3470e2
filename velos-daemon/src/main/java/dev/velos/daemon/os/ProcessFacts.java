package dev.velos.daemon.os;

/**
 * What the kernel says of one process at one moment.
 *
 * @param startTicks when it began, in clock ticks after boot: with the pid it names one process for good
 * @param cpuMillis user and system time that it has used
 * @param residentBytes its resident memory
 */
public record ProcessFacts(
        long pid,
        long parent,
        long group,
        long session,
        State state,
        long startTicks,
        long cpuMillis,
        long residentBytes) {
    /** The kernel's state letter, as far as it matters here. */
    public enum State {
        /** Uses or wants a processor. */
        RUNNING,
        /** Waits for an event. */
        SLEEPING,
        /** Waits for a disk, is stopped or traced: neither works nor idles. */
        OTHER,
        /** Has ended and waits for its parent. */
        ZOMBIE
    }

    public boolean isZombie() {
        return state == State.ZOMBIE;
    }
}
