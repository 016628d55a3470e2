package dev.velos.daemon.probe;

import dev.velos.core.quantity.Durations;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.loop.TimerQueue.Timer;
import java.time.Duration;
import java.util.Optional;

/**
 * One question that is asked again and again, never twice at once. It takes no thread, and so much time at most as it
 * is given. Owned by the loop.
 */
public abstract sealed class Probe permits ConnectionProbe, CommandProbe {
    private final EventLoop loop;
    private final Runnable expiry = this::expire;
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<Timer> timer = Optional.empty();
    private Duration timeout = Duration.ZERO;

    Probe(EventLoop loop) {
        this.loop = loop;
    }

    /** Asks; what came of an earlier question is not told any more. */
    public final void ask(Duration within, Outcome listener) {
        cancel();
        timeout = within;
        outcome = Optional.of(listener);
        timer = Optional.of(loop.timers().at(loop.clock().nanos() + within.toNanos(), expiry));
        begin();
    }

    /** Asks no more, and tells nobody. */
    public final void cancel() {
        outcome = Optional.empty();
        over();
    }

    abstract void begin();

    /** Lets go of whatever is open still. */
    abstract void release();

    /** Tells the outcome, once; what is open may stay so until the time is over. */
    final void tell(String problem) {
        Optional<Outcome> listener = outcome;
        outcome = Optional.empty();
        listener.ifPresent(it -> it.came(problem));
    }

    /** Nothing is to be expected any more. */
    final void over() {
        timer.ifPresent(Timer::cancel);
        timer = Optional.empty();
        release();
    }

    private void expire() {
        over();
        tell("no answer within " + Durations.text(timeout));
    }
}
