package dev.velos.daemon.schedule;

import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.loop.TimerQueue.Timer;
import dev.velos.daemon.os.WallTimer;
import java.time.Duration;
import java.util.Optional;

/**
 * A timer of the wall clock for systems that have none: it looks at the clock now and then, so that it notices when
 * that is set. Owned by the loop.
 */
final class CheckedTimer implements WallTimer {
    private static final long LOOK_MILLIS = Duration.ofSeconds(30).toMillis();

    private final EventLoop loop;
    private Runnable action = () -> {};
    private Optional<Timer> timer = Optional.empty();

    CheckedTimer(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void onWake(Runnable newAction) {
        action = newAction;
    }

    @Override
    public void wakeAt(long epochMillis) {
        off();
        long millis = Math.clamp(epochMillis - loop.clock().epochMicros() / 1_000, 0, LOOK_MILLIS);
        timer = Optional.of(loop.timers().at(loop.clock().nanos() + millis * 1_000_000, () -> action.run()));
    }

    @Override
    public void off() {
        timer.ifPresent(Timer::cancel);
        timer = Optional.empty();
    }

    @Override
    public void close() {
        off();
    }
}
