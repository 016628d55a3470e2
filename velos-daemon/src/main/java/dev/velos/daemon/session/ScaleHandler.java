package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.process.InstanceCount;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code scale}: more or fewer instances of processes. Owned by the loop. */
final class ScaleHandler implements Handler {
    private final Supervisor supervisor;
    private final StartHandler start;
    private final TargetHandlers targets;

    ScaleHandler(Supervisor supervisor, StartHandler start, TargetHandlers targets) {
        this.supervisor = supervisor;
        this.start = start;
        this.targets = targets;
    }

    @Override
    public void handle(Fields fields, Answer answer) {
        Targets found = Targets.of(fields, supervisor);
        Map<ProcessName, List<ManagedProcess>> byName = new LinkedHashMap<>();
        found.found()
                .forEach(process -> byName.computeIfAbsent(process.spec().name(), _ -> new ArrayList<>())
                        .add(process));
        List<ActionResult> results = new ArrayList<>(found.missing());
        Set<ManagedProcess> leaving = new HashSet<>();
        List<ManagedProcess> open = new ArrayList<>();
        byName.forEach((name, instances) -> scale(name, instances, fields.text("to"), open, leaving, results));
        PendingAction.await(
                supervisor,
                answer,
                process -> leaving.contains(process) ? targets.deleted(process) : start.up(process),
                open,
                results);
    }

    private void scale(
            ProcessName name,
            List<ManagedProcess> named,
            String to,
            List<ManagedProcess> open,
            Set<ManagedProcess> leaving,
            List<ActionResult> results) {
        List<ManagedProcess> all = supervisor.byName(name);
        if (named.size() != all.size()) {
            results.add(ActionResult.failed(name.value(), oneOfMany(name)));
            return;
        }
        ProcessSpec spec = all.getFirst().latestSpec();
        int count =
                InstanceCount.changed(to, spec.instances(), Runtime.getRuntime().availableProcessors());
        boolean runs = all.stream().anyMatch(process -> process.goal() == Goal.UP);
        List<ManagedProcess> added = supervisor.scale(spec.withInstances(count));
        if (runs) {
            added.forEach(process -> supervisor.wish(process, Goal.UP));
            open.addAll(added);
        } else {
            added.forEach(process -> results.add(start.done(process)));
        }
        all.stream().filter(ManagedProcess::isSurplus).forEach(process -> {
            leaving.add(process);
            open.add(process);
        });
    }

    private static Failure oneOfMany(ProcessName name) {
        return Failure.invalidRequest(
                "One instance alone cannot be scaled.", "Name the process: \"velos scale " + name + " ...\".");
    }
}
