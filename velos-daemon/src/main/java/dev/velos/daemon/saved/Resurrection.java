package dev.velos.daemon.saved;

import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts what was up in a saved list, and leaves alone what runs.
 *
 * @param started what was told to start
 * @param left what runs already, or was down when it was saved
 */
public record Resurrection(List<ManagedProcess> started, List<ManagedProcess> left) {
    /** Brings the table to it; every entry is recorded before the first one starts. */
    public static Resurrection run(Supervisor supervisor, List<SavedProcess> saved) {
        Resurrection result = new Resurrection(new ArrayList<>(), new ArrayList<>());
        saved.forEach(process -> result.add(supervisor, process));
        result.started.forEach(process -> supervisor.wish(process, Goal.UP, "velos resurrect"));
        return result;
    }

    private void add(Supervisor supervisor, SavedProcess saved) {
        List<ManagedProcess> existing = supervisor.byName(saved.spec().name());
        boolean isNew = existing.isEmpty();
        for (ManagedProcess process : isNew ? supervisor.create(saved.spec()) : existing) {
            boolean starts = process.state().isDown() && saved.up().contains(process.instance());
            if (starts && !isNew) {
                supervisor.respec(process, saved.spec());
            }
            if (isNew && !starts) {
                supervisor.wish(process, Goal.DOWN);
            }
            (starts ? started : left).add(process);
        }
    }
}
