package dev.velos.daemon.session;

import dev.velos.core.event.EventKind;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Registration;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.ApplyArguments;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.StartArguments;
import dev.velos.daemon.reload.ReloadRequest;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code apply}: makes the table as the specs say, and leaves alone what is so already. Owned by the loop. */
final class ApplyHandler implements Handler {
    private final Supervisor supervisor;
    private final Verdicts verdicts;
    private final StartHandler start;
    private final TargetHandlers targets;
    private final ReloadHandler reload;

    ApplyHandler(
            Supervisor supervisor,
            Verdicts verdicts,
            StartHandler start,
            TargetHandlers targets,
            ReloadHandler reload) {
        this.supervisor = supervisor;
        this.verdicts = verdicts;
        this.start = start;
        this.targets = targets;
        this.reload = reload;
    }

    @Override
    public void handle(Fields fields, Answer answer) {
        ApplyArguments arguments = ApplyArguments.of(fields);
        List<ActionResult> results = new ArrayList<>();
        List<ManagedProcess> open = new ArrayList<>();
        Set<ManagedProcess> leaving = new HashSet<>();
        Map<ManagedProcess, ReloadRequest> reloading = new HashMap<>();
        Set<ProcessName> names = new HashSet<>();
        for (ProcessSpec spec : arguments.wanted().specs()) {
            if (names.add(spec.name())) {
                apply(spec, open, leaving, reloading, results);
            } else {
                results.add(ActionResult.failed(spec.name().value(), StartHandler.twice(spec)));
            }
        }
        supervisor.note(
                EventKind.APPLIED,
                String.join(
                        ", ", names.stream().map(ProcessName::value).sorted().toList()));
        // All are in the journal before the first one starts: whatever happens to this daemon, none is lost.
        open.stream()
                .filter(process ->
                        process.state().isDown() && !leaving.contains(process) && !reloading.containsKey(process))
                .toList()
                .forEach(process -> supervisor.wish(process, Goal.UP));
        Set<ManagedProcess> gone = gone(arguments.gone());
        open.addAll(gone);
        leaving.addAll(gone);
        supervisor.wishDown(gone, "user");
        if (arguments.wanted().await() == StartArguments.Await.NOTHING) {
            open.removeIf(process -> !leaving.contains(process) && results.add(verdicts.done(process)));
        }
        PendingAction.await(supervisor, answer, process -> verdict(process, leaving, reloading), open, results);
    }

    private Optional<ActionResult> verdict(
            ManagedProcess process, Set<ManagedProcess> leaving, Map<ManagedProcess, ReloadRequest> reloading) {
        if (reloading.containsKey(process)) {
            return reload.verdict(reloading.get(process), process);
        }
        return leaving.contains(process) ? targets.deleted(process) : start.up(process);
    }

    private Set<ManagedProcess> gone(List<String> names) {
        Set<ManagedProcess> gone = new HashSet<>();
        names.forEach(name -> gone.addAll(supervisor.byName(new ProcessName(name))));
        return gone;
    }

    /**
     * @param open gets those whose fate is to be awaited, {@code leaving} those of them that go; {@code results} the
     *     others
     */
    private void apply(
            ProcessSpec spec,
            List<ManagedProcess> open,
            Set<ManagedProcess> leaving,
            Map<ManagedProcess, ReloadRequest> reloading,
            List<ActionResult> results) {
        List<ManagedProcess> existing = supervisor.byName(spec.name());
        if (existing.isEmpty()) {
            open.addAll(start.create(spec, results));
        } else {
            List<ManagedProcess> added = supervisor.scale(spec);
            existing.stream().filter(ManagedProcess::isSurplus).forEach(process -> {
                leaving.add(process);
                open.add(process);
            });
            List<ManagedProcess> staying = existing.stream()
                    .filter(process -> !process.isSurplus() && !added.contains(process))
                    .toList();
            List<ManagedProcess> changed = staying.stream()
                    .filter(process -> !process.latestSpec().asksForTheSameAs(spec))
                    .toList();
            List<ManagedProcess> outdated = changed.stream()
                    .filter(process -> isOutdated(process, spec))
                    .toList();
            for (ManagedProcess process : staying) {
                if (outdated.contains(process) || change(process, spec, changed.contains(process))) {
                    open.add(process);
                } else {
                    results.add(verdicts.done(process));
                }
            }
            reloading.putAll(reload.begin(outdated, spec));
            open.addAll(start.started(added, spec, results));
        }
    }

    /** Whether it runs by a spec that the new one, which asks for something else, does not fit. */
    private static boolean isOutdated(ManagedProcess process, ProcessSpec spec) {
        return !process.state().isDown() && !spec.fitsWhatRunsBy(process.spec());
    }

    /** Whether it is to be up. */
    private boolean change(ManagedProcess process, ProcessSpec spec, boolean asksForElse) {
        boolean wasDown = process.state().isDown();
        if (wasDown || asksForElse) {
            supervisor.respec(process, spec);
        }
        return !wasDown || spec.registration().start() == Registration.Start.AUTOMATIC;
    }
}
