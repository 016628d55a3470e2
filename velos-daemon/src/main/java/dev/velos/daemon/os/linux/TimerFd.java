package dev.velos.daemon.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.WallTimer;
import java.lang.foreign.MemorySegment;

/** timerfd_create(2) on CLOCK_REALTIME, which also fires when that clock is set. Owned by the loop. */
final class TimerFd implements WallTimer {
    private static final int CLOCK_REALTIME = 0;
    private static final int TFD_TIMER_ABSTIME = 1;
    private static final int TFD_TIMER_CANCEL_ON_SET = 2;

    /** struct itimerspec: interval and value, each of seconds and nanoseconds. */
    private static final int SPEC_BYTES = 32;

    private static final int SECONDS_OFFSET = 16;
    private static final int NANOS_OFFSET = 24;

    private final Native library;
    private final Poller poller;
    private final int handle;
    private final MemorySegment spec;
    private final MemorySegment settime = Native.function("timerfd_settime");
    private final MemorySegment read = Native.function("read");

    private TimerFd(Native library, Poller poller, int handle) {
        this.library = library;
        this.poller = poller;
        this.handle = handle;
        spec = library.allocate(SPEC_BYTES);
    }

    static TimerFd open(Native library, Poller poller) throws OsException {
        int handle = library.callInt(
                Native.function("timerfd_create"), CLOCK_REALTIME, Flags.O_NONBLOCK | Flags.O_CLOEXEC, 0);
        if (handle < 0) {
            throw library.failure("timerfd_create");
        }
        return new TimerFd(library, poller, handle);
    }

    @Override
    public void onWake(Runnable action) {
        poller.add(handle, Poller.READ, _ -> {
            library.call(read, handle, spec.address(), Long.BYTES); // how often; ECANCELED where the clock was set
            action.run();
        });
    }

    @Override
    public void wakeAt(long epochMillis) {
        set(Math.max(1, epochMillis));
    }

    @Override
    public void off() {
        set(0);
    }

    private void set(long epochMillis) {
        spec.fill((byte) 0);
        spec.set(JAVA_LONG, SECONDS_OFFSET, epochMillis / 1_000);
        spec.set(JAVA_LONG, NANOS_OFFSET, epochMillis % 1_000 * 1_000_000);
        int failed = library.callInt(settime, handle, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, spec.address(), 0);
        if (failed != 0) {
            throw new IllegalStateException(library.failure("timerfd_settime"));
        }
    }

    @Override
    public void close() {
        poller.remove(handle);
        library.callInt(Native.function("close"), handle, 0, 0);
    }
}
