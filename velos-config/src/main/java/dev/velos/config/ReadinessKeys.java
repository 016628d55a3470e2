package dev.velos.config;

import dev.velos.core.process.LinePattern;
import dev.velos.core.process.ProbeTarget;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Readiness.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys that say when a process is ready. */
final class ReadinessKeys {
    private static final Key<Boolean> WAIT_READY = new Key<>(
            "wait_ready",
            Kinds.flag(),
            "Whether it is up when it says so by process.send('ready') of Node",
            (spec, waits, folder) -> waits ? spec.withReadiness(it -> it.withSignal(new Signal.Message())) : spec,
            spec -> spec.readiness().isByMessage() ? Optional.of(true) : Optional.empty());

    private static final Key<Boolean> NOTIFY = new Key<>(
            "ready.notify",
            Kinds.flag(),
            "Whether it is up when it says so by READY=1 of sd_notify",
            (spec, notifies, folder) ->
                    notifies ? spec.withReadiness(it -> it.withSignal(new Signal.Notification())) : spec,
            spec -> spec.readiness().isByNotification() ? Optional.of(true) : Optional.empty());

    /** Of these at most one says when a process is ready. */
    static final List<Key<?>> SIGNALS = List.of(
            WAIT_READY,
            new Key<>(
                    "ready.tcp",
                    ProbeKinds.tcp(),
                    "It is up when a connection to this address is taken",
                    ReadinessKeys::withTarget,
                    spec -> target(spec, ProbeTarget.Tcp.class)),
            new Key<>(
                    "ready.http",
                    ProbeKinds.http(),
                    "It is up when a GET of this URL, or of this path at its own port, is answered with 200 to 399",
                    ReadinessKeys::withTarget,
                    spec -> target(spec, ProbeTarget.Http.class)),
            new Key<>(
                    "ready.exec",
                    new ProbeKinds.Exec(),
                    "It is up when this command ends with 0",
                    ReadinessKeys::withTarget,
                    spec -> target(spec, ProbeTarget.Exec.class)),
            new Key<>(
                    "ready.log",
                    new ParsedKind<>("a text", LinePattern::new, LinePattern::text),
                    "It is up when it prints a line with this text, in which * stands for anything",
                    (spec, pattern, folder) -> spec.withReadiness(it -> it.withSignal(new Signal.Line(pattern))),
                    spec -> spec.readiness().signal().flatMap(ReadinessKeys::pattern)),
            NOTIFY);

    static final List<Key<?>> ALL = List.of(
            SIGNALS.get(0),
            new Key<>(
                    "ready_timeout",
                    Kinds.duration(Duration.ofMillis(1), Kinds.DAY),
                    "Time from its start in which it has to be ready; else it has failed",
                    (spec, timeout, folder) -> spec.withReadiness(it -> it.withTimeout(timeout)),
                    spec -> Optional.of(spec.readiness().timeout())),
            SIGNALS.get(1),
            SIGNALS.get(2),
            SIGNALS.get(3),
            SIGNALS.get(4),
            SIGNALS.get(5));

    private ReadinessKeys() {}

    private static ProcessSpec withTarget(ProcessSpec spec, ProbeTarget target, java.nio.file.Path folder) {
        return spec.withReadiness(it -> it.withSignal(new Signal.Answer(target)));
    }

    private static <T extends ProbeTarget> Optional<T> target(ProcessSpec spec, Class<T> kind) {
        return spec.readiness()
                .signal()
                .flatMap(signal -> signal instanceof Signal.Answer(ProbeTarget target) && kind.isInstance(target)
                        ? Optional.of(kind.cast(target))
                        : Optional.empty());
    }

    private static Optional<LinePattern> pattern(Signal signal) {
        return signal instanceof Signal.Line(LinePattern pattern) ? Optional.of(pattern) : Optional.empty();
    }
}
