package dev.velos.daemon.supervise;

import dev.velos.core.process.Condition;
import dev.velos.core.process.Condition.Health;
import dev.velos.core.process.HealthPolicy;
import dev.velos.core.process.RestartCause;
import dev.velos.daemon.loop.TimerQueue.Timer;
import dev.velos.daemon.probe.Outcome;
import dev.velos.daemon.probe.Probe;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a program that is up again and again whether it does well. Owned by the loop. A probe that succeeds as the one
 * before it costs a timer and nothing else.
 */
final class HealthWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

    private final ManagedProcess process;
    private final Child child;
    private final Attendants attendants;
    private final HealthPolicy policy;
    private final Probe probe;
    private final Outcome outcome = this::answered;
    private final Runnable asking = this::ask;
    private Optional<Timer> next = Optional.empty();
    private int failures;

    HealthWatch(ManagedProcess process, Child child, Attendants attendants, Probe probe) {
        this.process = process;
        this.child = child;
        this.attendants = attendants;
        this.probe = probe;
        policy = process.spec().health();
    }

    void begin() {
        become(Health.STARTING, "");
        ask();
    }

    private void ask() {
        probe.ask(policy.timeout(), outcome);
    }

    private void answered(String problem) {
        next = Optional.of(attendants
                .loop
                .timers()
                .at(attendants.loop.clock().nanos() + policy.interval().toNanos(), asking));
        if (problem.isEmpty()) {
            failures = 0;
            become(Health.HEALTHY, "");
        } else if (isStarting()) {
            become(process.condition().health().orElse(Health.STARTING), problem);
        } else {
            failed(problem);
        }
    }

    private boolean isStarting() {
        long now = attendants.loop.clock().nanos();
        return now - process.state().since().orElse(now) < policy.startPeriod().toNanos();
    }

    private void failed(String problem) {
        failures++;
        if (failures < policy.retries()) {
            become(process.condition().health().orElse(Health.STARTING), problem);
            return;
        }
        String named = process.healthProbe().orElseThrow().text() + ": " + problem;
        if (failures == policy.retries()) {
            LOG.warn("{} (pid {}) is unhealthy: {}", process, child.pid(), named);
        }
        become(Health.UNHEALTHY, named);
        if (policy.action() == HealthPolicy.Action.RESTART) {
            end();
            Attendant.fail(attendants, process, child, RestartCause.Kind.UNHEALTHY, named);
        }
    }

    private void become(Health health, String problem) {
        Condition before = process.condition();
        if (before.health().filter(health::equals).isEmpty()
                || !before.problem().equals(problem)) {
            process.condition(before.withHealth(health, problem));
            attendants.conditionChanged(process);
        }
    }

    void end() {
        next.ifPresent(Timer::cancel);
        probe.cancel();
    }
}
