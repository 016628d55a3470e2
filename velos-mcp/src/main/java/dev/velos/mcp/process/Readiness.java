package dev.velos.mcp.process;

import dev.velos.client.Lookout;
import dev.velos.client.VelosClient;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits until processes are up; ends at once where one of them will not be. */
record Readiness(List<ProcessSnapshot> processes) {
    Optional<Sighting> await(Lookout lookout, Duration limit) {
        return lookout.until(limit, VelosClient::followEvents, client -> sighting(client.list()));
    }

    Optional<Sighting> sighting(List<ProcessSnapshot> table) {
        List<ProcessSnapshot> now =
                table.stream().filter(it -> isOneOfThem(it.id())).toList();
        if (now.size() < processes.size()) {
            return Optional.of(Sighting.not("it was deleted meanwhile"));
        }
        Optional<ProcessSnapshot> hopeless = now.stream()
                .filter(it -> it.status() == ProcessStatus.ERRORED
                        || it.status() == ProcessStatus.STOPPED
                        || it.status() == ProcessStatus.COMPLETED)
                .findFirst();
        if (hopeless.isPresent()) {
            return hopeless.map(it -> Sighting.not(Sighting.standing(it) + ", and nothing starts it"));
        }
        boolean areUp = now.stream().allMatch(it -> it.status() == ProcessStatus.ONLINE);
        return areUp
                ? Optional.of(Sighting.seen(
                        String.join("; ", now.stream().map(Sighting::standing).toList())))
                : Optional.empty();
    }

    private boolean isOneOfThem(long id) {
        return processes.stream().anyMatch(it -> it.id() == id);
    }
}
