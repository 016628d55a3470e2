package dev.velos.daemon.supervise;

import dev.velos.core.process.Numbering;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.listen.Listeners;
import java.util.ArrayList;
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

    /** What they name belongs to the caller, not to the program that it starts. */
    private static final Set<String> OF_THE_CALLER =
            Set.of(NOTIFY_SOCKET, WATCHDOG_USEC, "WATCHDOG_PID", NODE_CHANNEL, NODE_CHANNEL_MODE, CHANNEL, PASSED);

    private record Entry(String name, String text) {
        static Entry of(Map.Entry<String, String> variable) {
            return new Entry(variable.getKey(), variable.getKey() + "=" + variable.getValue());
        }
    }

    private final ProgramMark marks;
    private Map<String, String> lastBase = Map.of();
    private List<Entry> lastEntries = List.of();

    ProgramEnvironment(ProgramMark marks) {
        this.marks = marks;
    }

    /** Entries {@code NAME=value}: inherited ones, over them the spec's, over them Velos's own. */
    List<String> of(ManagedProcess process, long incarnation) {
        return of(process, incarnation, Map.of());
    }

    /** @param given further variables of Velos's own */
    List<String> of(ManagedProcess process, long incarnation, Map<String, String> given) {
        ProcessSpec spec = process.spec();
        Map<String, String> own = marks.variables(process, incarnation);
        own.putAll(spec.numbering().variables(spec.environment(), process.instance()));
        own.putAll(Listeners.variables(spec));
        process.port().ifPresent(port -> own.put(Numbering.PORT, Integer.toString(port)));
        own.putAll(given);
        List<String> entries = new ArrayList<>();
        for (Entry entry : base(spec.environment().inherited())) {
            if (!spec.environment().own().containsKey(entry.name) && !own.containsKey(entry.name)) {
                entries.add(entry.text);
            }
        }
        for (Map.Entry<String, String> variable : spec.environment().own().entrySet()) {
            if (!own.containsKey(variable.getKey())) {
                entries.add(Entry.of(variable).text);
            }
        }
        own.entrySet().forEach(variable -> entries.add(Entry.of(variable).text));
        return entries;
    }

    @SuppressWarnings("ReferenceEquality") // equal maps are one map here, and comparing them is what this saves
    private List<Entry> base(Map<String, String> variables) {
        if (lastBase != variables) {
            lastBase = variables;
            lastEntries = variables.entrySet().stream()
                    .filter(variable -> !OF_THE_CALLER.contains(variable.getKey()))
                    .map(Entry::of)
                    .toList();
        }
        return lastEntries;
    }
}
