package dev.velos.client.await;

import dev.velos.client.Lookout;
import dev.velos.client.VelosClient;
import dev.velos.core.process.Condition.Health;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.protocol.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits until processes are up; ends at once where one of them dies meanwhile, or will not be up. */
public record Readiness(Awaited awaited, Goal goal) {
    /** How far up. */
    public enum Goal {
        ONLINE,
        /** Online, and its health check says so. */
        HEALTHY
    }

    public Optional<Sighting> await(Duration limit) {
        return new Lookout(awaited.launcher())
                .until(limit, VelosClient::followEvents, client -> awaited.look(client, this::sighting));
    }

    private Optional<Sighting> sighting(List<Fields> infos) {
        List<ProcessSnapshot> now = infos.stream().map(ProcessSnapshot::of).toList();
        return now.stream().allMatch(this::isThere)
                ? Optional.of(Sighting.seen(Sighting.standing(now)))
                : awaited.hopeless(infos);
    }

    private boolean isThere(ProcessSnapshot process) {
        boolean isHealthy =
                process.condition().health().filter(Health.HEALTHY::equals).isPresent();
        return process.status() == ProcessStatus.ONLINE && (goal == Goal.ONLINE || isHealthy);
    }
}
