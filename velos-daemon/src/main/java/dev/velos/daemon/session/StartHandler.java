package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Registration;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.StartArguments;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import dev.velos.daemon.supervise.Supervisor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code start}: makes entries for specs and starts them. An entry of that name that is down gives way. */
final class StartHandler implements Handler {
    private final Supervisor supervisor;
    private final Verdicts verdicts;

    StartHandler(Supervisor supervisor, Verdicts verdicts) {
        this.supervisor = supervisor;
        this.verdicts = verdicts;
    }

    @Override
    public void handle(Fields fields, Answer answer) {
        StartArguments arguments = StartArguments.of(fields);
        List<ActionResult> results = new ArrayList<>();
        List<ManagedProcess> started = new ArrayList<>();
        Set<ProcessName> names = new HashSet<>();
        for (ProcessSpec spec : arguments.specs()) {
            if (!names.add(spec.name())) {
                results.add(ActionResult.failed(spec.name().value(), twice(spec)));
                continue;
            }
            List<ManagedProcess> existing = supervisor.byName(spec.name());
            if (existing.stream().allMatch(process -> process.state().isDown())) {
                existing.forEach(supervisor::remove);
                started.addAll(create(spec, results));
            } else {
                results.add(ActionResult.failed(spec.name().value(), taken(spec)));
            }
        }
        started.forEach(process -> supervisor.wish(process, Goal.UP));
        switch (arguments.await()) {
            case UP -> PendingAction.await(supervisor, answer, this::up, started, results);
            case NOTHING -> {
                started.forEach(process -> results.add(verdicts.done(process)));
                answer.succeed(PendingAction.results(results));
            }
        }
    }

    ActionResult done(ManagedProcess process) {
        return verdicts.done(process);
    }

    /** Those that are to be started now; those that wait for somebody to do it are results already. */
    List<ManagedProcess> create(ProcessSpec spec, List<ActionResult> results) {
        return started(supervisor.create(spec), spec, results);
    }

    List<ManagedProcess> started(List<ManagedProcess> created, ProcessSpec spec, List<ActionResult> results) {
        if (spec.registration().start() == Registration.Start.AUTOMATIC) {
            return created;
        }
        created.forEach(process -> results.add(verdicts.done(process)));
        return List.of();
    }

    /** What could not be run even once, such as a script that does not exist, leaves no entry behind. */
    Optional<ActionResult> up(ManagedProcess process) {
        Optional<ActionResult> result = verdicts.up(process);
        boolean neverRan = process.state() instanceof ProcessState.Errored && process.startedAtMillis() == 0;
        if (neverRan && supervisor.byId(process.id()).isPresent()) {
            supervisor.remove(process);
        }
        return result;
    }

    static Failure twice(ProcessSpec spec) {
        return Failure.conflict(
                "The name \"" + spec.name() + "\" stands twice in one request.", "Give each process its own name.");
    }

    private static Failure taken(ProcessSpec spec) {
        return Failure.conflict(
                "A process named \"" + spec.name() + "\" runs already.",
                "Use \"velos restart " + spec.name() + "\", or choose another name with --name.");
    }
}
