package dev.velos.daemon.supervise;

import dev.velos.core.process.RestartCause;
import dev.velos.core.quantity.Durations;
import dev.velos.daemon.loop.TimerQueue.Timer;
import java.time.Duration;
import java.util.Optional;

/** Ends a program that does not say in time that it is well. Owned by the loop. */
final class Watchdog {
    private final ManagedProcess process;
    private final Child child;
    private final Attendants attendants;
    private final Duration longest;
    private Optional<Timer> timer = Optional.empty();
    private long lastSignNanos;

    Watchdog(ManagedProcess process, Child child, Attendants attendants, Duration longest) {
        this.process = process;
        this.child = child;
        this.attendants = attendants;
        this.longest = longest;
    }

    /** The program is well; from the first sign on the next one is expected. */
    void sign() {
        lastSignNanos = attendants.loop.clock().nanos();
        if (timer.isEmpty()) {
            arm();
        }
    }

    private void arm() {
        timer = Optional.of(attendants.loop.timers().at(lastSignNanos + longest.toNanos(), this::look));
    }

    private void look() {
        if (attendants.loop.clock().nanos() - lastSignNanos < longest.toNanos()) {
            arm(); // it was seen since
        } else {
            bite("no WATCHDOG=1 for " + Durations.text(longest));
        }
    }

    /** Ends the program. */
    void bite(String why) {
        end();
        Attendant.fail(attendants, process, child, RestartCause.Kind.WATCHDOG, why);
    }

    void end() {
        timer.ifPresent(Timer::cancel);
    }
}
