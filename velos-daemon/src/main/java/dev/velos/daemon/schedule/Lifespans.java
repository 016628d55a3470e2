package dev.velos.daemon.schedule;

import dev.velos.core.process.RestartCause;
import dev.velos.core.quantity.Durations;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.loop.TimerQueue.Timer;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import dev.velos.daemon.supervise.Supervisor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Restarts processes whose lives have lasted as long as their specs let them. Owned by the loop. */
final class Lifespans {
    private record Span(long incarnation, Duration age, Timer timer) {}

    private final EventLoop loop;
    private final Supervisor supervisor;
    private final Map<Long, Span> spans = new HashMap<>();

    Lifespans(EventLoop loop, Supervisor supervisor) {
        this.loop = loop;
        this.supervisor = supervisor;
    }

    void changed(ManagedProcess process) {
        Optional<Duration> age = process.spec().schedule().maxAge();
        boolean lives =
                process.state() instanceof ProcessState.Online || process.state() instanceof ProcessState.Launching;
        if (age.isEmpty() || !lives) {
            removed(process);
            return;
        }
        ProcessState.Alive life = (ProcessState.Alive) process.state();
        Span span = spans.get(process.id());
        boolean known = span != null && span.incarnation == life.program().incarnation() && span.age.equals(age.get());
        if (!known) {
            removed(process);
            Timer timer = loop.timers().at(life.sinceNanos() + age.get().toNanos(), () -> passed(process, age.get()));
            spans.put(process.id(), new Span(life.program().incarnation(), age.get(), timer));
        }
    }

    private void passed(ManagedProcess process, Duration age) {
        spans.remove(process.id());
        supervisor.restart(process, RestartCause.of(RestartCause.Kind.MAX_AGE, Durations.text(age)));
    }

    void removed(ManagedProcess process) {
        Span span = spans.remove(process.id());
        if (span != null) {
            span.timer.cancel();
        }
    }
}
