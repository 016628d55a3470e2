package dev.velos.config;

import dev.velos.core.process.Hooks;
import dev.velos.core.process.Hooks.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of the table {@code [process.NAME.hooks]}. */
final class HookKeys {
    private static final Key<Duration> TIMEOUT = new Key<>(
            "hooks.timeout",
            Kinds.duration(Hooks.MIN_TIMEOUT, Hooks.MAX_TIMEOUT),
            "How long a hook may take; then it is killed",
            (spec, timeout, folder) -> spec.withHooks(it -> it.withTimeout(timeout)),
            spec -> Optional.of(spec.hooks().timeout()));

    static final List<Key<?>> ALL = List.of(
            hook(Moment.BEFORE_START, "A command that has to succeed before each start"),
            hook(Moment.AFTER_START, "A command that is run when it is up"),
            hook(Moment.BEFORE_STOP, "A command that is run before it is told to end"),
            hook(Moment.AFTER_STOP, "A command that is run when it has ended"),
            TIMEOUT);

    private HookKeys() {}

    private static Key<String> hook(Moment moment, String description) {
        return new Key<>(
                "hooks." + moment.wire(),
                Kinds.name("Name a command, or leave it out."),
                description,
                (spec, command, folder) -> spec.withHooks(it -> it.with(moment, command)),
                spec -> Optional.ofNullable(spec.hooks().commands().get(moment)));
    }
}
