package dev.velos.daemon.loop;

/** Threads beside the loop, for what would block it. None keeps the daemon alive. */
public final class SideThread {
    /** Enough for writing and compressing files; of a stack, only what was used takes memory. */
    private static final int STACK_BYTES = 256 << 10;

    private SideThread() {}

    /** Starts one that ends with its task. Any thread. */
    public static void start(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }
}
