package dev.velos.daemon.os.posix;

import dev.velos.daemon.os.Poller;
import java.util.List;
import jnr.ffi.Pointer;

/**
 * Asks poll(2) what holds for some handles right now. The selectors of jnr-enxio cannot tell a hang-up from readiness,
 * and the one for kqueue(2) tells of a change once only (EV_CLEAR), where the contract is level-triggered. Owned by
 * the poller.
 */
final class ReadyEvents {
    private static final int POLLIN = 0x1;
    private static final int POLLOUT = 0x4;
    private static final int POLLERR = 0x8;
    private static final int POLLHUP = 0x10;
    private static final int ENTRY_BYTES = 8;
    private static final int EVENTS_OFFSET = 4;
    private static final int RESULT_OFFSET = 6;

    private final Unix system;
    private Pointer entries;
    private int capacity = 64;

    ReadyEvents(Unix system) {
        this.system = system;
        entries = system.allocate(capacity * ENTRY_BYTES);
    }

    /** The bits of {@link Poller} that hold for each watch, in its order; asks for nothing else than it is watched for. */
    int[] of(List<Watch> watches) {
        if (watches.size() > capacity) {
            capacity = 2 * watches.size();
            entries = system.allocate(capacity * ENTRY_BYTES);
        }
        for (int i = 0; i < watches.size(); i++) {
            put(i, watches.get(i));
        }
        system.libc.poll(entries, watches.size(), 0);
        int[] events = new int[watches.size()];
        for (int i = 0; i < events.length; i++) {
            events[i] = events(
                    entries.getShort((long) i * ENTRY_BYTES + RESULT_OFFSET),
                    watches.get(i).interest());
        }
        return events;
    }

    private void put(int index, Watch watch) {
        long at = (long) index * ENTRY_BYTES;
        int asked = ((watch.interest() & Poller.READ) != 0 ? POLLIN : 0)
                | ((watch.interest() & Poller.WRITE) != 0 ? POLLOUT : 0);
        entries.putInt(at, watch.handle());
        entries.putShort(at + EVENTS_OFFSET, (short) asked);
        entries.putShort(at + RESULT_OFFSET, (short) 0);
    }

    private static int events(int bits, int interest) {
        boolean gone = (bits & (POLLHUP | POLLERR)) != 0;
        boolean readable = (bits & POLLIN) != 0 || gone && (interest & Poller.READ) != 0;
        return (readable ? Poller.READ : 0) | ((bits & POLLOUT) != 0 ? Poller.WRITE : 0) | (gone ? Poller.HANGUP : 0);
    }
}
