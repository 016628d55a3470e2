package dev.velos.daemon.journal;

import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.supervise.ManagedProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Inherited environments by number: processes that were started together share one, and the journal has it once.
 * Owned by the loop.
 */
final class EnvironmentNumbers {
    private final Clock clock;
    private final Map<Map<String, String>, Long> numbers = new HashMap<>();
    private Map<String, String> latest = Map.of();
    private long latestNumber;
    private long highest;

    EnvironmentNumbers(Clock clock) {
        this.clock = clock;
    }

    /** The number of the process's environment, which is written first where the file does not have it yet. */
    @SuppressWarnings("ReferenceEquality") // equal maps are mostly one map, and comparing them is what this saves
    long of(ManagedProcess process, JournalFile file) throws IOException {
        Map<String, String> variables = process.latestSpec().environment().inherited();
        if (latest != variables || numbers.isEmpty()) {
            latestNumber = find(variables, file);
            latest = variables;
        }
        return latestNumber;
    }

    private long find(Map<String, String> variables, JournalFile file) throws IOException {
        Long known = numbers.get(variables);
        return known != null ? known : add(variables, file);
    }

    /** Never a number that an earlier daemon may have used in this file, nor one of ours when the clock was set back. */
    private long add(Map<String, String> variables, JournalFile file) throws IOException {
        highest = Math.max(highest + 1, clock.epochMicros());
        file.append(JournalRecords.environment(highest, variables));
        numbers.put(variables, highest);
        return highest;
    }

    /** For a file that has none of them yet. */
    void forget() {
        numbers.clear();
    }
}
