package dev.velos.daemon.supervise;

import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.process.RestartCause;
import dev.velos.daemon.loop.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the immutable snapshots that leave the loop. Owned by the loop. */
public final class Snapshots {
    private final Clock clock;

    public Snapshots(Clock clock) {
        this.clock = clock;
    }

    /** One process as it stands, with what its family uses. */
    public ProcessSnapshot of(ManagedProcess process, FamilyUsage usage) {
        return of(process, usage, Map.of());
    }

    /** As the other, with what the program tells of itself. */
    public ProcessSnapshot of(ManagedProcess process, FamilyUsage usage, Map<String, String> metrics) {
        return of(process, process.state(), usage, metrics);
    }

    /**
     * A process that has just ended by itself, as it will be when its family is gone too: errored or completed where
     * its policy wants no restart. Nobody needs to wait for that to be told.
     */
    public ProcessSnapshot ended(ManagedProcess process, ProcessState.Sweeping sweeping) {
        ProcessEvent gone = new ProcessEvent.FamilyGone(sweeping.tally().incarnation());
        ProcessState next = Lifecycle.step(process.spec(), process.goal(), sweeping, gone, clock.nanos(), 0)
                .next();
        ProcessState shown = next.isDown() || next instanceof ProcessState.Scheduled ? next : sweeping;
        return of(process, shown, FamilyUsage.none(), Map.of());
    }

    private ProcessSnapshot of(
            ManagedProcess process, ProcessState state, FamilyUsage usage, Map<String, String> metrics) {
        ProcessSpec spec = process.spec();
        Optional<Child> child = state.child();
        FamilyUsage.Total total = child.map(usage::of).orElse(FamilyUsage.Total.NONE);
        child.ifPresent(it -> process.usage().saw(it.pid(), total.residentBytes()));
        long now = clock.nanos();
        long since = state.since().orElse(now);
        double cpu = child.isEmpty() || total.members() == 0
                ? 0
                : process.usage().percent(child.get(), since, total.cpuMillis(), now);
        return new ProcessSnapshot(
                process.id(),
                spec.name().value(),
                spec.registration().namespace().map(ProcessName::value),
                process.instance(),
                spec.instances(),
                child.isPresent() ? OptionalLong.of(child.get().pid()) : OptionalLong.empty(),
                status(process, state),
                cpu,
                total.residentBytes(),
                (now - since) / 1_000_000,
                state.tally().restarts(),
                reason(state),
                total.members(),
                child.isPresent() && process.isAdopted(),
                process.capture().droppedBytes(),
                process.condition(),
                spec.program().script(),
                spec.program().args(),
                spec.program().cwd(),
                spec.program().interpreter(),
                process.capture().outLog().toString(),
                process.capture().errLog().toString(),
                process.startedAtMillis(),
                process.nextRunMillis(),
                metrics,
                child.isPresent() ? process.carried() : Optional.empty());
    }

    /** A family that outlives its program is told to end; only where another life follows is that what is waited for. */
    private static ProcessStatus status(ManagedProcess process, ProcessState state) {
        boolean last = state instanceof ProcessState.Sweeping sweeping
                && (process.goal() == Goal.DOWN
                        || sweeping.end().restart().isEmpty()
                                && !process.spec()
                                        .restart()
                                        .restartsAfter(sweeping.end().status()));
        return last ? ProcessStatus.STOPPING : state.status();
    }

    /** That of the latest end, which is not counted yet while its family is cleared away. */
    private static String reason(ProcessState state) {
        if (state instanceof ProcessState.Held held) {
            return held.unmet().text();
        }
        if (state instanceof ProcessState.Stopping stopping) {
            return stopping.cause().map(RestartCause::text).orElse(state.tally().reason());
        }
        return state instanceof ProcessState.Sweeping sweeping
                ? reason(sweeping.end(), state.tally())
                : state.tally().reason();
    }

    private static String reason(End end, Tally tally) {
        String byItself = end.cause() == End.Cause.BY_ITSELF ? end.status().reason() : tally.reason();
        return end.restart().map(RestartCause::text).orElse(byItself);
    }
}
