package dev.velos.daemon.supervise;

/**
 * A process that holds pipes open. Pid and start time together name one process for as long as the machine runs.
 *
 * @param startTicks clock ticks after boot
 */
public record Keeper(long pid, long startTicks) {
    /** A text that {@link #ofText} reads back. */
    public String text() {
        return pid + ":" + startTicks;
    }

    /** @throws NumberFormatException where the text is of no keeper */
    public static Keeper ofText(String text) {
        int colon = text.indexOf(':');
        return new Keeper(
                Long.parseLong(text.substring(0, Math.max(0, colon))), Long.parseLong(text.substring(colon + 1)));
    }
}
