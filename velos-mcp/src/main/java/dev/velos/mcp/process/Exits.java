package dev.velos.mcp.process;

import dev.velos.client.Lookout;
import dev.velos.client.VelosClient;
import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import dev.velos.mcp.tool.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Waits until the lives that processes have now are over; one that is down already has ended. */
record Exits(Fleet fleet, List<ProcessSnapshot> processes) {
    Optional<Sighting> await(Duration limit) {
        List<String> ids = processes.stream().map(it -> Long.toString(it.id())).toList();
        Map<Long, Long> incarnations = new TreeMap<>();
        for (Fields info : fleet.ask(client -> client.info(ids))) {
            incarnations.put(info.integer("id"), info.integer("incarnation", 0));
        }
        return new Lookout(fleet.launcher())
                .until(limit, VelosClient::followEvents, client -> sighting(client, ids, incarnations));
    }

    private static Optional<Sighting> sighting(VelosClient client, List<String> ids, Map<Long, Long> incarnations) {
        try {
            return ended(client.info(ids), incarnations);
        } catch (VelosException e) {
            if (e.failure().code() == ErrorCode.NOT_FOUND) {
                return Optional.of(Sighting.seen("it was deleted"));
            }
            throw e;
        }
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
        List<Life> lives = info.list("lives").stream().map(Life::of).toList();
        Optional<Life> over =
                lives.stream().filter(it -> it.incarnation() == incarnation).findFirst();
        if (over.isPresent()) {
            Life life = over.get();
            return Optional.of(process.displayName() + " ended: " + life.reason() + " after "
                    + Words.length(life.endMillis() - life.startMillis()) + ", now "
                    + process.status().wire());
        }
        return process.status().isAlive() ? Optional.empty() : Optional.of(Sighting.standing(process));
    }
}
