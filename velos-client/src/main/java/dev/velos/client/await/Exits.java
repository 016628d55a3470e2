package dev.velos.client.await;

import dev.velos.client.Inquiry;
import dev.velos.client.Lookout;
import dev.velos.client.VelosClient;
import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Waits until the lives that processes have now are over; one that is down already has ended. */
public record Exits(Awaited awaited) {
    public Optional<Sighting> await(Duration limit) {
        Map<Long, Long> incarnations = new TreeMap<>();
        for (Fields info : new Inquiry(awaited.launcher()).ask(client -> client.info(awaited.ids()))) {
            incarnations.put(info.integer("id"), info.integer("incarnation", 0));
        }
        return new Lookout(awaited.launcher())
                .until(
                        limit,
                        VelosClient::followEvents,
                        client -> awaited.look(client, infos -> ended(infos, incarnations)));
    }

    private static Optional<Sighting> ended(List<Fields> infos, Map<Long, Long> incarnations) {
        List<String> ends = new ArrayList<>();
        for (Fields info : infos) {
            Optional<String> end = end(info, incarnations.getOrDefault(info.integer("id"), 0L));
            if (end.isEmpty()) {
                return Optional.empty();
            }
            ends.add(end.get());
        }
        return Optional.of(Sighting.seen(String.join("; ", ends)));
    }

    private static Optional<String> end(Fields info, long incarnation) {
        ProcessSnapshot process = ProcessSnapshot.of(info);
        Optional<Life> over = info.list("lives").stream()
                .map(Life::of)
                .filter(it -> it.incarnation() == incarnation)
                .findFirst();
        if (over.isPresent()) {
            return over.map(life -> process.displayName() + " ended: " + Sighting.end(life) + ", now "
                    + process.status().wire());
        }
        return process.status().isAlive() ? Optional.empty() : Optional.of(Sighting.standing(process));
    }
}
