package dev.velos.daemon.reload;

import dev.velos.core.process.ProcessName;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The reloads under way: one of each process at a time, later ones follow in their order. One whose daemon dies is
 * over: the next daemon ends what was not in its place yet. Owned by the loop.
 */
public final class Reloads implements Supervisor.Observer {
    private final Supervisor supervisor;
    private final Map<ProcessName, RunningReload> running = new HashMap<>();
    private final Map<ProcessName, Deque<ReloadRequest>> following = new HashMap<>();

    public Reloads(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /** Replaces instances of a process by new ones, when the reloads before it are over. */
    public void begin(ProcessName name, ReloadRequest request) {
        if (running.isEmpty()) {
            supervisor.observe(this);
        }
        if (running.containsKey(name)) {
            following.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(request);
        } else {
            run(name, request);
        }
    }

    private void run(ProcessName name, ReloadRequest request) {
        RunningReload reload = new RunningReload(supervisor, request, supervisor.byName(name));
        running.put(name, reload);
        reload.begin();
        finishIfOver(name);
    }

    @Override
    public void changed(ManagedProcess process) {
        RunningReload reload = running.get(process.spec().name());
        if (reload != null) {
            reload.changed(process);
            finishIfOver(process.spec().name());
        }
    }

    @Override
    public void removed(ManagedProcess process) {
        RunningReload reload = running.get(process.spec().name());
        if (reload != null) {
            reload.removed(process);
            finishIfOver(process.spec().name());
        }
    }

    private void finishIfOver(ProcessName name) {
        RunningReload reload = running.get(name);
        if (reload == null || !reload.isOver()) {
            return;
        }
        running.remove(name);
        reload.decide();
        List.copyOf(reload.request().processes()).forEach(supervisor::announce);
        Deque<ReloadRequest> next = following.getOrDefault(name, new ArrayDeque<>());
        if (!next.isEmpty()) {
            run(name, next.poll());
        } else {
            following.remove(name);
        }
        if (running.isEmpty()) {
            supervisor.ignore(this);
        }
    }
}
