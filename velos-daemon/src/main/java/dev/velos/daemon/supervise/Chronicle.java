package dev.velos.daemon.supervise;

import dev.velos.core.event.Event;
import dev.velos.core.event.EventKind;
import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.RestartCause;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.supervise.ProcessEvent.SpawnFailed;
import dev.velos.daemon.supervise.ProcessState.Alive;
import dev.velos.daemon.supervise.ProcessState.Down;
import dev.velos.daemon.supervise.ProcessState.Launching;
import dev.velos.daemon.supervise.ProcessState.Online;
import dev.velos.daemon.supervise.ProcessState.Spawning;
import dev.velos.daemon.supervise.ProcessState.Stopping;
import dev.velos.daemon.supervise.ProcessState.Sweeping;
import dev.velos.daemon.supervise.ProcessState.Waiting;
import java.time.Duration;
import java.util.Optional;

/** Tells from the transitions of processes which lives are over, and what has happened. Owned by the loop. */
final class Chronicle {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Clock clock;
    private final TableRecorder recorder;
    private EventSink sink = _ -> {};

    Chronicle(Clock clock, TableRecorder recorder) {
        this.clock = clock;
        this.recorder = recorder;
    }

    void tellTo(EventSink other) {
        sink = other;
    }

    /** Called before the process is in its next state, so that its life is recorded before the next one begins. */
    void transition(ManagedProcess process, ProcessState before, ProcessEvent event, ProcessState next) {
        if (before instanceof Sweeping sweeping && !(next instanceof Sweeping)) {
            over(process, life(process, sweeping, next));
        } else if (before instanceof Spawning && event instanceof SpawnFailed(String reason)) {
            over(process, failedSpawn(before.tally(), reason));
        } else if (before instanceof ProcessState.Preparing
                && event instanceof ProcessEvent.HookEnded(long _, String problem)
                && !problem.isEmpty()) {
            over(process, failedSpawn(before.tally(), problem));
        }
        if (!next.getClass().equals(before.getClass())) {
            tellOf(process, before, event, next);
        } else if (next instanceof Stopping stopping
                && stopping.force() == Force.KILL
                && ((Stopping) before).force() != Force.KILL) {
            String grace = Durations.text(process.spec().stop().killTimeout());
            note(process, EventKind.KILLING, "did not end within " + grace);
        }
    }

    private void over(ManagedProcess process, Life life) {
        process.lives().add(life);
        recorder.lived(process, life);
    }

    private static Life life(ManagedProcess process, Sweeping sweeping, ProcessState next) {
        long start = process.startedAtMillis();
        String reason = next.tally().reason();
        return new Life(
                sweeping.program().incarnation(),
                start,
                start + sweeping.end().uptimeNanos() / NANOS_PER_MILLI,
                sweeping.end().status(),
                reason.isEmpty() ? withoutReason(sweeping, next) : reason,
                process.usage().peakBytes(sweeping.program()));
    }

    private static String withoutReason(Sweeping sweeping, ProcessState next) {
        return next instanceof ProcessState.Scheduled ? sweeping.end().status().reason() : "stopped";
    }

    private Life failedSpawn(Tally tally, String reason) {
        return new Life(tally.incarnation(), millis(), millis(), new ExitStatus.NotStarted(reason), reason, 0);
    }

    private void tellOf(ManagedProcess process, ProcessState before, ProcessEvent event, ProcessState next) {
        Tally tally = next.tally();
        switch (next) {
            case ProcessState.Preparing _, Spawning _ -> {} // what became of it follows
            case ProcessState.Held held ->
                tell(process, next, EventKind.WAITING, held.unmet().text());
            case Launching launching ->
                tell(process, next, tally.restarts() > 0 ? EventKind.RESTARTED : EventKind.STARTED, tally.reason());
            case Online _ -> tell(process, next, EventKind.ONLINE, "");
            case Stopping stopping -> tellOfStop(process, stopping, event);
            case Sweeping sweeping -> {
                if (before instanceof Alive) {
                    tell(process, next, EventKind.EXITED, ended(sweeping.end()));
                }
            }
            case Waiting waiting -> tell(process, next, EventKind.WAITING, waitText(waiting));
            case ProcessState.Scheduled _ -> {
                EventKind kind = before instanceof Sweeping && tally.reason().isEmpty()
                        ? EventKind.COMPLETED
                        : EventKind.WAITING;
                tell(process, next, kind, tally.reason().isEmpty() ? "by its schedule" : tally.reason());
            }
            case ProcessState.Stopped _ -> tell(process, next, EventKind.STOPPED, tally.reason());
            case ProcessState.Completed _ -> tell(process, next, EventKind.COMPLETED, tally.reason());
            case ProcessState.Errored _ -> tell(process, next, EventKind.ERRORED, tally.reason());
        }
    }

    private void tellOfStop(ManagedProcess process, Stopping stopping, ProcessEvent event) {
        if (stopping.cause().isPresent()) {
            RestartCause cause = stopping.cause().get();
            tell(process, stopping, EventKind.RESTARTING, cause.text());
        } else {
            String by = event instanceof ProcessEvent.GoalChanged(String who) ? who : "";
            Fields.Builder details = details(process, stopping);
            tell(EventKind.STOPPING, details.putOptional("by", Optional.of(by).filter(it -> !it.isEmpty())));
        }
    }

    private static String ended(End end) {
        return end.status().reason() + " after "
                + Durations.text(Duration.ofMillis(end.uptimeNanos() / NANOS_PER_MILLI));
    }

    private String waitText(Waiting waiting) {
        long millis = Math.max(0, waiting.deadlineNanos() - clock.nanos()) / NANOS_PER_MILLI;
        String when = millis == 0 ? "at once" : "in " + Durations.text(Duration.ofMillis(millis));
        return waiting.tally().reason() + "; again " + when;
    }

    /** Something happened to a process, beside its transitions. */
    void note(ManagedProcess process, EventKind kind, String text) {
        tell(process, process.state(), kind, text);
    }

    /** Somebody has done something to a process. */
    void note(ManagedProcess process, EventKind kind, String text, String by) {
        tell(kind, reason(details(process, process.state()), text).put("by", by));
    }

    /** Something happened to a process, with what else is known of it. */
    void note(ManagedProcess process, EventKind kind, String text, Fields more) {
        tell(kind, reason(details(process, process.state()), text).putAll(more));
    }

    /** Something happened that concerns no single process. */
    void note(EventKind kind, String text) {
        tell(kind, reason(Fields.builder(), text));
    }

    private void tell(ManagedProcess process, ProcessState state, EventKind kind, String text) {
        tell(kind, reason(details(process, state), text));
    }

    private void tell(EventKind kind, Fields.Builder details) {
        sink.happened(new Event(millis(), kind.wire(), details.build()));
    }

    private static Fields.Builder reason(Fields.Builder details, String text) {
        return text.isEmpty() ? details : details.put("reason", text);
    }

    private static Fields.Builder details(ManagedProcess process, ProcessState state) {
        Fields.Builder details = Fields.builder()
                .put("process", process.displayName())
                .put("id", process.id())
                .putOptional(
                        "namespace", process.spec().registration().namespace().map(ProcessName::value));
        if (state.tally().incarnation() > 0 && !(state instanceof Down)) {
            details.put("life", state.tally().incarnation());
        }
        state.child().ifPresent(child -> details.put("pid", child.pid()));
        return details;
    }

    private long millis() {
        return clock.epochMicros() / 1_000;
    }
}
