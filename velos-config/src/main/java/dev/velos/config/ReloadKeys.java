package dev.velos.config;

import dev.velos.core.process.ProcessSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The keys of the table {@code reload}: how instances are replaced by new ones. */
final class ReloadKeys {
    static final List<Key<?>> ALL = List.of(
            new Key<>(
                    "reload.parallel",
                    Kinds.wholeNumber(1, ProcessSpec.MAX_INSTANCES),
                    "How many instances a reload replaces at once",
                    (spec, parallel, folder) -> spec.withReload(it -> it.withParallel(parallel)),
                    spec -> Optional.of(spec.reload().parallel())),
            new Key<>(
                    "reload.max_surge",
                    Kinds.wholeNumber(0, ProcessSpec.MAX_INSTANCES),
                    "How many more than usual may run during a reload; 0 ends each before its successor starts",
                    (spec, surge, folder) -> spec.withReload(it -> it.withMaxSurge(OptionalInt.of(surge))),
                    spec -> spec.reload().maxSurge().isPresent()
                            ? Optional.of(spec.reload().maxSurge().getAsInt())
                            : Optional.empty()),
            new Key<>(
                    "reload.pause",
                    Kinds.duration(Duration.ZERO, Duration.ofDays(1)),
                    "What a reload waits from one instance to the next",
                    (spec, pause, folder) -> spec.withReload(it -> it.withPause(pause)),
                    spec -> Optional.of(spec.reload().pause())));

    private ReloadKeys() {}
}
