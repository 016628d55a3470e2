package dev.velos.daemon.balance;

import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.Traffic;

/** One of the two connections of a relay, and what it is watched for. Owned by the switchboard's thread. */
final class Side {
    final int handle;
    private final Traffic traffic;
    private final Poller.Listener listener;
    private int interest;

    Side(int handle, Traffic traffic, Poller.Listener listener) {
        this.handle = handle;
        this.traffic = traffic;
        this.listener = listener;
    }

    /** Watches for this from now on; one that is watched for nothing does not tell of its end either. */
    void want(int newInterest) {
        if (newInterest == interest) {
            return;
        }
        if (newInterest == 0) {
            traffic.poller().remove(handle);
        } else if (interest == 0) {
            traffic.poller().add(handle, newInterest, listener);
        } else {
            traffic.poller().change(handle, newInterest);
        }
        interest = newInterest;
    }

    void close() {
        want(0);
        traffic.close(handle);
    }

    void reset() {
        want(0);
        traffic.reset(handle);
    }
}
