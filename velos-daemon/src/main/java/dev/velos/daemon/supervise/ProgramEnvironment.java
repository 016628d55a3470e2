package dev.velos.daemon.supervise;

import dev.velos.core.process.Numbering;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.listen.Listeners;
import dev.velos.daemon.os.Environment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the environment entries of programs. Owned by the loop. Processes that were started together inherit one and
 * the same environment: its entries are made once.
 */
final class ProgramEnvironment {
    static final String NOTIFY_SOCKET = "NOTIFY_SOCKET";
    static final String WATCHDOG_USEC = "WATCHDOG_USEC";
    static final String NODE_CHANNEL = "NODE_CHANNEL_FD";
    static final String NODE_CHANNEL_MODE = "NODE_CHANNEL_SERIALIZATION_MODE";

    /** What a preload in front of npm tells that of the server. */
    private static final String PASSED = "VELOS_PASSED";

    /** The channel of a program whose preload speaks by it, unknown to the program. */
    static final String CHANNEL = "VELOS_CHANNEL_FD";

    /** The port of a program whose preload it ends gracefully by, and which may take connections over there. */
    static final String BALANCED = "VELOS_BALANCED";

    /** Where its preload finds the way by which it takes connections over. */
    static final String HANDOVER = "VELOS_HANDOVER_FD";

    /** What they name belongs to the caller, not to the program that it starts. */
    private static final Set<String> OF_THE_CALLER = Set.of(
            NOTIFY_SOCKET,
            WATCHDOG_USEC,
            "WATCHDOG_PID",
            NODE_CHANNEL,
            NODE_CHANNEL_MODE,
            CHANNEL,
            PASSED,
            BALANCED,
            HANDOVER);

    /**
     * What processes inherit that were started together.
     *
     * @param entries the same as {@code NAME=value}, without those that belong to the caller
     */
    private record Inherited(Map<String, String> variables, List<String> entries) {
        static Inherited of(Map<String, String> variables) {
            return new Inherited(variables, ProgramEnvironment.entries(variables, OF_THE_CALLER));
        }
    }

    private final ProgramMark marks;
    private Inherited last = Inherited.of(Map.of());

    ProgramEnvironment(ProgramMark marks) {
        this.marks = marks;
    }

    /** What it inherits, over that what its spec says, over that Velos's own. */
    Environment of(ManagedProcess process, long incarnation) {
        return of(process, incarnation, Map.of());
    }

    /** @param given further variables of Velos's own */
    Environment of(ManagedProcess process, long incarnation, Map<String, String> given) {
        ProcessSpec spec = process.spec();
        Map<String, String> own = new LinkedHashMap<>(spec.environment().own());
        own.putAll(marks.variables(process, incarnation));
        own.putAll(spec.numbering().variables(spec.environment(), process.instance()));
        own.putAll(Listeners.variables(spec));
        process.port().ifPresent(port -> own.put(Numbering.PORT, Integer.toString(port)));
        own.putAll(given);
        Inherited inherited = inherited(spec.environment().inherited());
        List<String> entries = entries(own, Set.of());
        if (Collections.disjoint(own.keySet(), inherited.variables.keySet())) {
            return new Environment(inherited.entries, entries);
        }
        Set<String> hidden = new HashSet<>(own.keySet());
        hidden.addAll(OF_THE_CALLER);
        return new Environment(entries(inherited.variables, hidden), entries);
    }

    private static List<String> entries(Map<String, String> variables, Set<String> hidden) {
        List<String> entries = new ArrayList<>(variables.size());
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (!hidden.contains(variable.getKey())) {
                entries.add(variable.getKey() + "=" + variable.getValue());
            }
        }
        return List.copyOf(entries);
    }

    @SuppressWarnings("ReferenceEquality") // equal maps are one map here, and comparing them is what this saves
    private Inherited inherited(Map<String, String> variables) {
        if (last.variables != variables) {
            last = Inherited.of(variables);
        }
        return last;
    }
}
