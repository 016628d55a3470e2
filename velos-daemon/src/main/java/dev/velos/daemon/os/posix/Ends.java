package dev.velos.daemon.os.posix;

/** What a poller tells of besides its handles: ends of processes. Owned by the poller's thread. */
interface Ends {
    /** For a poller that no process concerns. */
    Ends NONE = new Ends() {
        @Override
        public long dueIn() {
            return Strangers.NEVER;
        }

        @Override
        public boolean report() {
            return false;
        }
    };

    /** Nanoseconds until {@link #report} has something to do. */
    long dueIn();

    /** Tells the listener of all ends; false where there were none. */
    boolean report();
}
