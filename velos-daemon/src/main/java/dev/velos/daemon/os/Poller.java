package dev.velos.daemon.os;

/**
 * Waits for handles to become ready, level-triggered. A listener is called on the loop's thread, inside
 * {@link #await}, with the bits that hold; it may add, change and remove any handle, its own included, and a handle
 * that was removed is not reported any more, even within the same turn.
 */
public interface Poller {
    /** The handle can be read, or accepted from, or has ended. */
    int READ = 1;
    /** The handle can be written. */
    int WRITE = 2;
    /** The other side is gone; reported whether asked for or not. */
    int HANGUP = 4;

    /** Called with a set of the bits above. */
    interface Listener {
        void ready(int events);
    }

    /** Starts to watch a handle that is not yet watched. */
    void add(int handle, int interest, Listener listener);

    /** Watches for something else; 0 still reports a hang-up. */
    void change(int handle, int interest);

    /** Stops watching; a handle that is not watched is left alone. */
    void remove(int handle);

    /**
     * Waits until something is ready, somebody calls {@link #wake()}, a process ends or the time is over, and calls
     * the listeners.
     *
     * @param timeoutNanos at most so long; negative means without end, 0 looks and returns
     */
    void await(long timeoutNanos);

    /** Ends the current or the next {@link #await}. The only call here that any thread may make. */
    void wake();
}
