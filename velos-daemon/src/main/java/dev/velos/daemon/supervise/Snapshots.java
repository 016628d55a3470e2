package dev.velos.daemon.supervise;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.loop.Clock;
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
        ProcessState state = process.state();
        ProcessSpec spec = process.spec();
        Optional<Child> child = state.child();
        FamilyUsage.Total total = child.map(usage::of).orElse(FamilyUsage.Total.NONE);
        long now = clock.nanos();
        long since = state.since().orElse(now);
        double cpu = child.isEmpty() || total.members() == 0
                ? 0
                : process.usage().percent(child.get(), since, total.cpuMillis(), now);
        return new ProcessSnapshot(
                process.id(),
                spec.name().value(),
                process.instance(),
                spec.instances(),
                child.isPresent() ? OptionalLong.of(child.get().pid()) : OptionalLong.empty(),
                state.status(),
                cpu,
                total.residentBytes(),
                (now - since) / 1_000_000,
                state.tally().restarts(),
                state.tally().reason(),
                total.members(),
                child.isPresent() && process.isAdopted(),
                process.capture().droppedBytes(),
                spec.script(),
                spec.args(),
                spec.cwd(),
                spec.interpreter(),
                process.capture().outLog().toString(),
                process.capture().errLog().toString(),
                process.startedAtMillis());
    }
}
