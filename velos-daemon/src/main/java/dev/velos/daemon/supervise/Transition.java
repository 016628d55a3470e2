package dev.velos.daemon.supervise;

import java.util.List;

/** What {@link Lifecycle#step} decides. */
public record Transition(ProcessState next, List<Effect> effects) {
    public Transition {
        effects = List.copyOf(effects);
    }

    static Transition to(ProcessState next, Effect... effects) {
        return new Transition(next, List.of(effects));
    }
}
