package dev.velos.daemon.session;

import dev.velos.core.event.EventKind;
import dev.velos.core.failure.Failure;
import dev.velos.core.process.SignalNumber;
import dev.velos.core.process.Stdin;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.ProcessControl;
import dev.velos.daemon.supervise.Child;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The commands that reach a program, or its counts, and leave its life alone: reset, signal, send. Owned by the loop. */
final class AttentionHandlers {
    private final Supervisor supervisor;
    private final ProcessControl processes;
    private final Verdicts verdicts;

    AttentionHandlers(Supervisor supervisor, ProcessControl processes, Verdicts verdicts) {
        this.supervisor = supervisor;
        this.processes = processes;
        this.verdicts = verdicts;
    }

    void reset(Fields arguments, Answer answer) {
        each(arguments, answer, process -> {
            supervisor.reset(process);
            return verdicts.done(process);
        });
    }

    void signal(Fields arguments, Answer answer) {
        int signal = arguments.smallInteger("signal", 0);
        if (signal < 1 || signal > SignalNumber.MAX) {
            answer.fail(
                    Failure.invalidRequest("There is no signal " + signal + ".", "Use 1 to " + SignalNumber.MAX + "."));
            return;
        }
        each(arguments, answer, process -> signal(process, signal));
    }

    private ActionResult signal(ManagedProcess process, int signal) {
        Optional<Child> child = process.state().child();
        if (child.isEmpty() || !processes.signal(child.get().pid(), signal)) {
            return notRunning(process);
        }
        supervisor.note(process, EventKind.SIGNALLED, SignalNumber.name(signal), "user");
        return verdicts.done(process);
    }

    void send(Fields arguments, Answer answer) {
        byte[] bytes = arguments.text("text").getBytes(StandardCharsets.UTF_8);
        each(arguments, answer, process -> send(process, bytes));
    }

    private ActionResult send(ManagedProcess process, byte[] bytes) {
        if (process.state().child().isEmpty()) {
            return notRunning(process);
        }
        if (process.spec().program().stdin() == Stdin.NULL) {
            return failed(process, "has no standard input", "Set stdin = \"pipe\" in its velos.toml, and apply it.");
        }
        try {
            return switch (process.capture().input().send(bytes)) {
                case ALL -> {
                    supervisor.note(process, EventKind.SENT, bytes.length + " bytes", "user");
                    yield verdicts.done(process);
                }
                case NO_ROOM ->
                    failed(
                            process,
                            "does not read its standard input fast enough for " + bytes.length + " more bytes",
                            "Send less, or send it again when the program has read what waits.");
                case NO_READER -> failed(process, "has closed its standard input", "A restart gives it another one.");
            };
        } catch (OsException e) {
            return failed(process, "cannot be sent anything: " + e.getMessage(), "Check the home folder.");
        }
    }

    private static ActionResult notRunning(ManagedProcess process) {
        return failed(process, "does not run", "Start it first.");
    }

    private static ActionResult failed(ManagedProcess process, String what, String remedy) {
        return ActionResult.failed(
                process.displayName(), Failure.conflict("\"" + process.displayName() + "\" " + what + ".", remedy));
    }

    private void each(Fields arguments, Answer answer, Function<ManagedProcess, ActionResult> action) {
        Targets targets = Targets.of(arguments, supervisor);
        List<ActionResult> results = new ArrayList<>(targets.missing());
        targets.found().forEach(process -> results.add(action.apply(process)));
        answer.succeed(PendingAction.results(results));
    }
}
