package dev.velos.daemon.supervise;

import dev.velos.core.process.LinePattern;
import dev.velos.core.process.ProbeTarget;
import dev.velos.core.process.Readiness;
import dev.velos.core.process.RestartCause;
import dev.velos.core.quantity.Durations;
import dev.velos.daemon.loop.TimerQueue.Timer;
import dev.velos.daemon.probe.Probe;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the sign that a program is ready, for as long as its spec lets it. Owned by the loop.
 *
 * <p>One that is not ready in time has failed: it is ended, and its restart policy says what follows. A sign that is
 * given once may have been given while no daemon was there; so a program that an earlier daemon started is then taken
 * to be up.
 */
final class ReadinessWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ReadinessWatch.class);

    /** From a failed probe to the next one: at first so long, then more and more. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /** What one probe may take. */
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

    /** What a program has at least, however long no daemon was there. */
    private static final Duration AFTER_ADOPTION = Duration.ofSeconds(5);

    private final ManagedProcess process;
    private final Child child;
    private final Attendants attendants;
    private final LongConsumer settled;
    private final Readiness spec;
    private final boolean adopted;
    private Optional<Probe> probe = Optional.empty();
    private Optional<Timer> deadline = Optional.empty();
    private Optional<Timer> next = Optional.empty();
    private Duration pause = FIRST_PAUSE;
    private String problem = "";

    /** @param adopted whether an earlier daemon has spawned it */
    ReadinessWatch(ManagedProcess process, Child child, Attendants attendants, LongConsumer settled, boolean adopted) {
        this.process = process;
        this.child = child;
        this.attendants = attendants;
        this.settled = settled;
        this.adopted = adopted;
        spec = process.readiness();
    }

    private Readiness.Signal signal() {
        return spec.signal().orElseThrow();
    }

    void begin() {
        process.condition(process.condition().withAwaits(signal().text()));
        deadline = Optional.of(attendants.loop.timers().at(deadlineNanos(), this::tooLate));
        switch (signal()) {
            case Readiness.Signal.Answer(ProbeTarget target) -> {
                probe = Optional.of(attendants.probe(process, target));
                ask();
            }
            case Readiness.Signal.Line(LinePattern pattern) -> process.capture().await(pattern::isIn, this::ready);
            case Readiness.Signal.Notification _, Readiness.Signal.Message _ -> {
                // the attendant hears it
            }
        }
    }

    private long deadlineNanos() {
        long now = attendants.loop.clock().nanos();
        long since = process.state().since().orElse(now);
        long least = adopted ? Math.min(AFTER_ADOPTION.toNanos(), spec.timeout().toNanos()) : 0;
        return Math.max(since + spec.timeout().toNanos(), now + least);
    }

    private void ask() {
        probe.ifPresent(it -> it.ask(PROBE_TIMEOUT, this::answered));
    }

    private void answered(String newProblem) {
        if (newProblem.isEmpty()) {
            ready();
            return;
        }
        problem = newProblem;
        next = Optional.of(attendants.loop.timers().at(attendants.loop.clock().nanos() + pause.toNanos(), this::ask));
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    /** The sign was given. */
    void ready() {
        end();
        settled.accept(child.incarnation());
    }

    private void tooLate() {
        String awaited = "waited " + Durations.text(spec.timeout()) + " for " + signal().text();
        if (adopted && !(signal() instanceof Readiness.Signal.Answer)) {
            LOG.warn(
                    "{}: {}, which it may have given while no daemon was there; it is taken to be up",
                    process,
                    awaited);
            ready();
            return;
        }
        end();
        String why = problem.isEmpty() ? "" : ": " + problem;
        Attendant.fail(attendants, process, child, RestartCause.Kind.NOT_READY, awaited + why);
    }

    void end() {
        deadline.ifPresent(Timer::cancel);
        next.ifPresent(Timer::cancel);
        probe.ifPresent(Probe::cancel);
        process.capture().awaitNothing();
    }
}
