package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.ActionResult;
import dev.velos.daemon.supervise.End;
import dev.velos.daemon.supervise.FamilyUsage;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState.Completed;
import dev.velos.daemon.supervise.ProcessState.Errored;
import dev.velos.daemon.supervise.ProcessState.Held;
import dev.velos.daemon.supervise.ProcessState.Launching;
import dev.velos.daemon.supervise.ProcessState.Online;
import dev.velos.daemon.supervise.ProcessState.Preparing;
import dev.velos.daemon.supervise.ProcessState.Scheduled;
import dev.velos.daemon.supervise.ProcessState.Spawning;
import dev.velos.daemon.supervise.ProcessState.Stopped;
import dev.velos.daemon.supervise.ProcessState.Stopping;
import dev.velos.daemon.supervise.ProcessState.Sweeping;
import dev.velos.daemon.supervise.ProcessState.Waiting;
import dev.velos.daemon.supervise.Snapshots;
import java.util.List;
import java.util.Optional;

/** Judges whether processes came up or went down as they were asked to. Owned by the loop. */
final class Verdicts {
    /** Lines of output shown beside a failed start: a trace of Node has 17, and the first ones say what is wrong. */
    private static final int LAST_LINES = 20;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Snapshots snapshots;
    private final TakenPort takenPort;

    Verdicts(Snapshots snapshots, TakenPort takenPort) {
        this.snapshots = snapshots;
        this.takenPort = takenPort;
    }

    /** A process that was asked to start or to start again. */
    Optional<ActionResult> up(ManagedProcess process) {
        return switch (process.state()) {
            case Online _ -> Optional.of(done(process));
            case Preparing _, Spawning _, Launching _, Stopping _ -> Optional.empty();
            case Sweeping sweeping ->
                hasFailed(process, sweeping.end()) ? Optional.of(died(process, sweeping)) : Optional.empty();
            case Scheduled scheduled ->
                Optional.of(
                        scheduled.tally().reason().isEmpty()
                                ? done(process)
                                : failed(process, scheduled.tally().reason()));
            case Held held ->
                held.unmet().isHopeless()
                        ? Optional.of(
                                failed(process, "it waits: " + held.unmet().text()))
                        : Optional.empty();
            case Waiting waiting -> Optional.of(failed(process, waiting.tally().reason()));
            case Errored errored -> Optional.of(failed(process, errored.tally().reason()));
            case Completed _ -> Optional.of(done(process));
            case Stopped _ -> Optional.of(failed(process, "it was stopped before it was up"));
        };
    }

    /** A process that was asked to stop. */
    Optional<ActionResult> down(ManagedProcess process) {
        return process.state().isDown() ? Optional.of(done(process)) : Optional.empty();
    }

    ActionResult done(ManagedProcess process) {
        return ActionResult.done(snapshot(process));
    }

    private ProcessSnapshot snapshot(ManagedProcess process) {
        return snapshots.of(process, FamilyUsage.none());
    }

    /** A job that is done completes when its family is gone too; one that was asked to end starts again then. */
    private static boolean hasFailed(ManagedProcess process, End end) {
        if (end.isFault()) {
            return true;
        }
        boolean done = process.spec().schedule().isJob()
                ? process.spec().restart().succeeds(end.status())
                : process.spec().restart().completes(end.status());
        return end.cause() == End.Cause.BY_ITSELF && !done;
    }

    private ActionResult died(ManagedProcess process, Sweeping sweeping) {
        End end = sweeping.end();
        ProcessSnapshot snapshot = snapshots.ended(process, sweeping);
        if (end.isFault()) {
            String cause = end.restart().orElseThrow().text();
            boolean again = process.spec().restart().restartsAfterFault();
            return failed(process, snapshot, cause + (again ? ". Velos goes on trying" : ""));
        }
        String reason = end.status().reason() + " after " + end.uptimeNanos() / NANOS_PER_MILLI + " ms";
        if (process.spec().schedule().isJob() || !process.spec().restart().restartsAfter(end.status())) {
            return failed(process, snapshot, reason);
        }
        String hint = end.status().isSuccess()
                ? " A program that ends by itself, or goes into the background, cannot be kept running: keep it in"
                        + " the foreground, or start a job with --restart on-failure."
                : "";
        return failed(process, snapshot, reason + "." + hint + " Velos goes on trying");
    }

    private ActionResult failed(ManagedProcess process, String reason) {
        return failed(process, snapshot(process), reason);
    }

    private ActionResult failed(ManagedProcess process, ProcessSnapshot snapshot, String reason) {
        String sentence = reason.endsWith(".") ? reason : reason + ".";
        List<String> lines = process.capture().lastLines(LAST_LINES);
        Failure failure =
                Failure.spawnFailed("\"" + process.displayName() + "\" is not up: " + sentence, remedy(process, lines));
        return new ActionResult(process.displayName(), Optional.of(snapshot), Optional.of(failure), lines);
    }

    private String remedy(ManagedProcess process, List<String> lines) {
        return process.startedAtMillis() == 0
                ? "Nothing was run. Start it again when that is mended."
                : takenPort
                        .remedy(process, lines)
                        .orElseGet(() -> "\"velos logs " + process.displayName() + "\" shows all that it wrote.");
    }
}
