package dev.velos.daemon.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.Poller;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** epoll(7), with an eventfd for {@link #wake()}. Owned by the loop. */
final class EpollPoller implements Poller {
    private static final int MAX_EVENTS = 128;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** struct epoll_event is packed to 12 bytes on x86-64, and has 16 elsewhere. */
    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");

    private static final int EVENT_BYTES = PACKED ? 12 : 16;
    private static final int DATA_OFFSET = PACKED ? 4 : 8;
    /** The data are 8 bytes: the handle and what it is watched for. */
    private static final int INTEREST_OFFSET = DATA_OFFSET + 4;

    private final Native library;
    private final MemorySegment epollCtl = Native.function("epoll_ctl");
    private final MemorySegment epollWait = Native.function("epoll_wait");
    /** Read as a buffer: as long as nothing is compiled, a segment takes twice the time. */
    private final ByteBuffer events;

    private final long eventsAddress;
    private final MemorySegment change;
    private final int epoll;
    private final Eventfd eventfd;
    private final Listener[] batch = new Listener[MAX_EVENTS];
    private Listener[] listeners = new Listener[64];

    EpollPoller(Native library) {
        this.library = library;
        MemorySegment memory = library.allocate((long) EVENT_BYTES * MAX_EVENTS);
        events = memory.asByteBuffer().order(ByteOrder.nativeOrder());
        eventsAddress = memory.address();
        change = library.allocate(EVENT_BYTES);
        epoll = library.callInt(Native.function("epoll_create1"), Flags.EPOLL_CLOEXEC, 0, 0);
        if (epoll < 0) {
            throw new IllegalStateException(library.failure("epoll_create1"));
        }
        eventfd = new Eventfd(library);
        add(eventfd.handle(), READ, ready -> eventfd.drain());
    }

    @Override
    public void add(int handle, int interest, Listener listener) {
        if (handle >= listeners.length) {
            listeners = Arrays.copyOf(listeners, Math.max(handle + 1, 2 * listeners.length));
        }
        if (listeners[handle] != null) {
            throw new IllegalStateException("handle " + handle + " is watched already");
        }
        control(Flags.EPOLL_CTL_ADD, handle, interest);
        listeners[handle] = listener;
    }

    @Override
    public void change(int handle, int interest) {
        control(Flags.EPOLL_CTL_MOD, handle, interest);
    }

    @Override
    public void remove(int handle) {
        if (handle < listeners.length && listeners[handle] != null) {
            listeners[handle] = null;
            control(Flags.EPOLL_CTL_DEL, handle, 0);
        }
    }

    private void control(int operation, int handle, int interest) {
        int bits = ((interest & READ) != 0 ? Flags.EPOLLIN | Flags.EPOLLRDHUP : 0)
                | ((interest & WRITE) != 0 ? Flags.EPOLLOUT : 0);
        change.set(JAVA_INT_UNALIGNED, 0, bits);
        change.set(JAVA_INT_UNALIGNED, DATA_OFFSET, handle);
        change.set(JAVA_INT_UNALIGNED, INTEREST_OFFSET, interest);
        if (library.callInt(epollCtl, epoll, operation, handle, change.address()) != 0) {
            throw new IllegalStateException(library.failure("epoll_ctl on handle " + handle));
        }
    }

    @Override
    public void await(long timeoutNanos) {
        int count = library.callInt(epollWait, epoll, eventsAddress, MAX_EVENTS, millis(timeoutNanos));
        if (count < 0 && library.errno() != Errno.EINTR) {
            throw new IllegalStateException(library.failure("epoll_wait"));
        }
        for (int i = 0; i < count; i++) {
            batch[i] = listeners[events.getInt(i * EVENT_BYTES + DATA_OFFSET)];
        }
        for (int i = 0; i < count; i++) {
            call(batch[i], i * EVENT_BYTES);
        }
    }

    /** A listener of this turn may have removed another, and its number may be that of a new handle by now. */
    @SuppressWarnings("ReferenceEquality") // which listener it is matters, not what it equals
    private void call(Listener listener, int at) {
        if (listener != null && listeners[events.getInt(at + DATA_OFFSET)] == listener) {
            int bits = events.getInt(at);
            listener.ready(toEvents(bits, events.getInt(at + INTEREST_OFFSET)));
        }
    }

    /** Of a pipe without writers epoll says EPOLLHUP alone, though a read would give its end. */
    private static int toEvents(int bits, int interest) {
        boolean gone = (bits & (Flags.EPOLLHUP | Flags.EPOLLERR | Flags.EPOLLRDHUP)) != 0;
        return ((bits & Flags.EPOLLIN) != 0 ? READ : 0)
                | (gone ? interest & READ : 0)
                | ((bits & Flags.EPOLLOUT) != 0 ? WRITE : 0)
                | (gone ? HANGUP : 0);
    }

    /** Rounded up, so that a timer is never found a moment too early again and again. */
    private static long millis(long nanos) {
        return nanos < 0 ? -1 : Math.min(Integer.MAX_VALUE, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }

    @Override
    public void wake() {
        eventfd.signal();
    }

    void close() {
        MemorySegment close = Native.function("close");
        library.callInt(close, eventfd.handle(), 0, 0);
        library.callInt(close, epoll, 0, 0);
    }

    /**
     * The one descriptor that other threads write to. Has its own {@link Native} for the writing side, because the
     * loop's keeps errno in one place.
     */
    private static final class Eventfd {
        private final Native library;
        private final Native wakers = new Native();
        private final MemorySegment write = Native.function("write");
        private final MemorySegment read = Native.function("read");
        private final MemorySegment one;
        private final MemorySegment sink;
        private final int handle;

        Eventfd(Native library) {
            this.library = library;
            one = library.allocate(Long.BYTES);
            one.set(ValueLayout.JAVA_LONG, 0, 1);
            sink = library.allocate(Long.BYTES);
            handle = library.callInt(Native.function("eventfd"), 0, Flags.O_CLOEXEC | Flags.O_NONBLOCK, 0);
            if (handle < 0) {
                throw new IllegalStateException(library.failure("eventfd"));
            }
        }

        int handle() {
            return handle;
        }

        synchronized void signal() {
            wakers.call(write, handle, one.address(), Long.BYTES);
        }

        void drain() {
            library.call(read, handle, sink.address(), Long.BYTES);
        }
    }
}
