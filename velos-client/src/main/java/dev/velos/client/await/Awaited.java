package dev.velos.client.await;

import dev.velos.client.DaemonLauncher;
import dev.velos.client.Inquiry;
import dev.velos.client.VelosClient;
import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The processes that somebody waits for. Immutable.
 *
 * @param sinceMillis when the wait began, in milliseconds since 1970: only what ends later ends meanwhile
 */
public record Awaited(DaemonLauncher launcher, List<ProcessSnapshot> processes, long sinceMillis) {
    public Awaited {
        processes = List.copyOf(processes);
    }

    /** From now on. */
    public static Awaited fromNow(DaemonLauncher launcher, List<ProcessSnapshot> processes) {
        return new Awaited(launcher, processes, System.currentTimeMillis());
    }

    public List<String> ids() {
        return processes.stream().map(it -> Long.toString(it.id())).toList();
    }

    /** How those that are left stand now. */
    public List<ProcessSnapshot> now() {
        return new Inquiry(launcher)
                .ask(VelosClient::list).stream()
                        .filter(it -> ids().contains(Long.toString(it.id())))
                        .toList();
    }

    /** What is seen in the facts of all of them; that one was deleted ends every wait. */
    Optional<Sighting> look(VelosClient client, Function<List<Fields>, Optional<Sighting>> seen) {
        try {
            return seen.apply(client.info(ids()));
        } catch (VelosException e) {
            if (e.failure().code() == ErrorCode.NOT_FOUND) {
                return Optional.of(Sighting.not("it was deleted meanwhile"));
            }
            throw e;
        }
    }

    /** Why none of what is waited for will come: one of them has died meanwhile, or is down for good. */
    public Optional<Sighting> hopeless(VelosClient client) {
        return look(client, this::hopeless);
    }

    Optional<Sighting> hopeless(List<Fields> infos) {
        return infos.stream().flatMap(info -> death(info).stream()).findFirst().or(() -> downForGood(infos));
    }

    static Optional<Sighting> downForGood(List<Fields> infos) {
        return infos.stream()
                .flatMap(info -> Sighting.hopeless(ProcessSnapshot.of(info)).stream())
                .findFirst();
    }

    /** The end of a life that nobody has wished for. */
    private Optional<Sighting> death(Fields info) {
        ProcessSnapshot process = ProcessSnapshot.of(info);
        return info.list("lives").stream()
                .map(Life::of)
                .filter(life -> life.endMillis() >= sinceMillis && life.isUnwished())
                .findFirst()
                .map(life -> Sighting.not(process.displayName() + " died meanwhile: " + Sighting.end(life)
                        + "; now it is " + process.status().wire()));
    }
}
