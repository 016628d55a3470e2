package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.RestartCause;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands about processes that exist: stop, restart, delete, flush. Owned by the loop. */
final class TargetHandlers {
    private final Supervisor supervisor;
    private final Verdicts verdicts;

    TargetHandlers(Supervisor supervisor, Verdicts verdicts) {
        this.supervisor = supervisor;
        this.verdicts = verdicts;
    }

    void stop(Fields arguments, Answer answer) {
        Targets targets = Targets.of(arguments, supervisor);
        supervisor.wishDown(targets.found(), "user");
        finish(arguments, answer, targets, verdicts::down);
    }

    void restart(Fields arguments, Answer answer) {
        Targets targets = Targets.of(arguments, supervisor);
        targets.found().forEach(process -> restart(process, arguments));
        finish(arguments, answer, targets, verdicts::up);
    }

    private void restart(ManagedProcess process, Fields arguments) {
        if (arguments.has("env")) {
            Map<String, String> variables = arguments.textMap("env");
            ProcessSpec spec = process.latestSpec();
            ProcessSpec updated =
                    spec.inheriting(spec.environment().inheritance().of(variables));
            supervisor.restart(process, updated, RestartCause.BY_USER);
        } else {
            supervisor.restart(process, RestartCause.BY_USER);
        }
    }

    void delete(Fields arguments, Answer answer) {
        Targets targets = Targets.of(arguments, supervisor);
        supervisor.wishDown(targets.found(), "user");
        PendingAction.await(supervisor, answer, this::deleted, targets.found(), targets.missing());
    }

    /** A process that was asked to stop for good: it is forgotten when it is down. */
    Optional<ActionResult> deleted(ManagedProcess process) {
        Optional<ActionResult> down = verdicts.down(process);
        if (down.isPresent() && supervisor.byId(process.id()).isPresent()) {
            supervisor.remove(process);
        }
        return down;
    }

    void flush(Fields arguments, Answer answer) {
        Targets targets = Targets.of(arguments, supervisor);
        List<ActionResult> results = new ArrayList<>(targets.missing());
        targets.found().forEach(process -> results.add(flush(process)));
        answer.succeed(PendingAction.results(results));
    }

    private ActionResult flush(ManagedProcess process) {
        try {
            process.capture().flush();
            return verdicts.done(process);
        } catch (OsException e) {
            return ActionResult.failed(
                    process.displayName(),
                    Failure.unavailable(
                            "The logs of \"" + process.displayName() + "\" cannot be emptied: " + e.getMessage() + ".",
                            "Check the folder's permissions."));
        }
    }

    private void finish(Fields arguments, Answer answer, Targets targets, PendingAction.Verdict verdict) {
        if (arguments.flag("wait", true)) {
            PendingAction.await(supervisor, answer, verdict, targets.found(), targets.missing());
        } else {
            List<ActionResult> results = new ArrayList<>(targets.missing());
            targets.found().forEach(process -> results.add(verdicts.done(process)));
            answer.succeed(PendingAction.results(results));
        }
    }
}
