package dev.velos.config;

import dev.velos.core.process.HealthPolicy;
import dev.velos.core.process.HealthPolicy.Action;
import dev.velos.core.process.ProbeTarget;
import dev.velos.core.process.ProcessSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys that say how it is found out whether a process does well. */
final class HealthKeys {
    /** Of these at most one says what is asked. */
    static final List<Key<?>> PROBES = List.of(
            new Key<>(
                    "health.tcp",
                    ProbeKinds.tcp(),
                    "It does well as long as a connection to this address is taken",
                    HealthKeys::withProbe,
                    spec -> probe(spec, ProbeTarget.Tcp.class)),
            new Key<>(
                    "health.http",
                    ProbeKinds.http(),
                    "It does well as long as a GET of this URL, or of this path at its own port, is answered with 200 to 399",
                    HealthKeys::withProbe,
                    spec -> probe(spec, ProbeTarget.Http.class)),
            new Key<>(
                    "health.exec",
                    new ProbeKinds.Exec(),
                    "It does well as long as this command ends with 0",
                    HealthKeys::withProbe,
                    spec -> probe(spec, ProbeTarget.Exec.class)));

    static final List<Key<?>> ALL = List.of(
            new Key<>(
                    "watchdog",
                    Kinds.duration(HealthPolicy.MIN_INTERVAL, Kinds.DAY),
                    "The longest time between two WATCHDOG=1 that it sends by sd_notify",
                    (spec, longest, folder) -> spec.withHealth(it -> it.withWatchdog(longest)),
                    spec -> spec.health().watchdog()),
            PROBES.get(0),
            PROBES.get(1),
            PROBES.get(2),
            new Key<>(
                    "health.interval",
                    Kinds.duration(HealthPolicy.MIN_INTERVAL, Kinds.DAY),
                    "Time from the end of one probe to the next",
                    (spec, interval, folder) -> spec.withHealth(it -> it.withInterval(interval)),
                    spec -> probed(spec).map(HealthPolicy::interval)),
            new Key<>(
                    "health.timeout",
                    Kinds.duration(Duration.ofMillis(1), Kinds.DAY),
                    "Time in which a probe has to be answered",
                    (spec, timeout, folder) -> spec.withHealth(it -> it.withTimeout(timeout)),
                    spec -> probed(spec).map(HealthPolicy::timeout)),
            new Key<>(
                    "health.retries",
                    Kinds.wholeNumber(1, HealthPolicy.MAX_RETRIES),
                    "Failed probes in a row that make it unhealthy",
                    (spec, retries, folder) -> spec.withHealth(it -> it.withRetries(retries)),
                    spec -> probed(spec).map(HealthPolicy::retries)),
            new Key<>(
                    "health.start_period",
                    Kinds.duration(Duration.ZERO, Kinds.DAY),
                    "Time since its start in which failed probes do not count",
                    (spec, period, folder) -> spec.withHealth(it -> it.withStartPeriod(period)),
                    spec -> probed(spec).map(HealthPolicy::startPeriod)),
            new Key<>(
                    "health.action",
                    Kinds.oneOf(Kinds.words(Action.values(), Action::wire)),
                    "What is done when it is unhealthy",
                    (spec, action, folder) -> spec.withHealth(it -> it.withAction(action)),
                    spec -> probed(spec).map(HealthPolicy::action)));

    private HealthKeys() {}

    /** Without a probe the others mean nothing. */
    private static Optional<HealthPolicy> probed(ProcessSpec spec) {
        return Optional.of(spec.health()).filter(it -> it.probe().isPresent());
    }

    private static ProcessSpec withProbe(ProcessSpec spec, ProbeTarget target, Path folder) {
        return spec.withHealth(it -> it.withProbe(target));
    }

    private static <T extends ProbeTarget> Optional<T> probe(ProcessSpec spec, Class<T> kind) {
        return spec.health().probe().filter(kind::isInstance).map(kind::cast);
    }
}
