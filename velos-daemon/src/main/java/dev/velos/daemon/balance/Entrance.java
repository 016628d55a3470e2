package dev.velos.daemon.balance;

import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.Traffic;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening socket, and when connections are taken from it. Those that are not taken wait in its queue, and for what
 * they may, in those of other balancers' daemons. Owned by the switchboard's thread.
 */
final class Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    /** So many in a row, so that those who are in have their turn. */
    private static final int IN_A_ROW = 32;

    /** What the system has none of now, it may have by then. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Switchboard board;
    private final Side side;
    private final IntConsumer taker;
    private boolean open;
    private boolean closed;

    Entrance(Switchboard board, int listener, IntConsumer taker) {
        this.board = board;
        this.taker = taker;
        side = new Side(listener, board.traffic(), _ -> take());
    }

    /** Takes connections, or leaves them in the queue. */
    void open(boolean isOpen) {
        open = isOpen;
        watch();
    }

    /** Looks anew whether there is room. */
    void watch() {
        if (!closed) {
            side.want(open && !board.isFull() ? Poller.READ : 0);
        }
    }

    private void take() {
        for (int i = 0; i < IN_A_ROW && open && !closed && !board.isFull(); i++) {
            try {
                int handle = board.traffic().accept(side.handle);
                if (handle == Traffic.WOULD_BLOCK) {
                    break;
                }
                taker.accept(handle);
            } catch (OsException e) {
                LOG.warn("No connection is taken for {} ms: {}", PAUSE.toMillis(), e.getMessage());
                side.want(0);
                board.after(PAUSE, this::watch);
                return;
            }
        }
        watch();
    }

    void close() {
        closed = true;
        side.close();
    }
}
