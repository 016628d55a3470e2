package dev.velos.daemon.reload;

import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.supervise.ManagedProcess;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Somebody's wish that instances of one process be replaced, and what became of it. Owned by the loop. */
public final class ReloadRequest {
    private final Map<ManagedProcess, Integer> asked = new LinkedHashMap<>();
    private final Optional<ProcessSpec> spec;
    private final OptionalInt parallel;
    private final Map<Integer, Outcome> outcomes = new HashMap<>();

    /**
     * A wish.
     *
     * @param processes instances of one process
     * @param spec what the new ones are led by; empty for what the old ones are
     * @param parallel how many at once; empty for what the spec says
     */
    public ReloadRequest(Collection<ManagedProcess> processes, Optional<ProcessSpec> spec, OptionalInt parallel) {
        processes.forEach(process -> asked.put(process, process.instance()));
        this.spec = spec;
        this.parallel = parallel;
    }

    /** What became of an instance, named by what stood for it when the wish was made; empty while that is open. */
    public Optional<Outcome> of(ManagedProcess process) {
        return Optional.ofNullable(outcomes.get(asked.get(process)));
    }

    Collection<ManagedProcess> processes() {
        return asked.keySet();
    }

    Collection<Integer> instances() {
        return asked.values();
    }

    Optional<ProcessSpec> spec() {
        return spec;
    }

    OptionalInt parallel() {
        return parallel;
    }

    void decide(int instance, Outcome outcome) {
        outcomes.put(instance, outcome);
    }
}
