package dev.velos.daemon.supervise;

import dev.velos.core.process.Condition;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.RestartCause;
import dev.velos.daemon.listen.Listeners;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Sockets;
import dev.velos.daemon.voice.NodeChannel;
import dev.velos.daemon.voice.NotifySocket;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the program of one process, and asks it how it does, from before its spawn to its end. Owned by the loop.
 *
 * <p>The ways to it outlive this daemon: the socket for sd_notify is a path, which the next daemon takes anew; of the
 * channel the program holds both ends, so that its own stays open, and the next daemon takes the other one back from
 * it where the system lets it.
 */
final class Attendant {
    private static final Logger LOG = LoggerFactory.getLogger(Attendant.class);

    /** What a program needs to find the ways here. */
    record Given(Map<String, String> variables, List<Integer> handles) {
        static final Given NOTHING = new Given(Map.of(), List.of());

        boolean isNothing() {
            return variables.isEmpty() && handles.isEmpty();
        }
    }

    private static final int FIRST_HANDED = 3;
    private static final String READY_MESSAGE = "\"ready\"";
    private static final String SHUTDOWN_MESSAGE = "\"shutdown\"";
    private static final String PRELOAD_MESSAGE = "{\"velos\":\"preload\"}";
    private static final String LISTENING_MESSAGE = "{\"velos\":\"listening\"}";
    private static final long MICROS_PER_MILLI = 1_000;
    private static final int MAX_SAYING = 200;

    /** The variable that tells the next daemon which ways lead to a program. */
    private static final String WAY = "VELOS_WAY";

    private final ManagedProcess process;
    private final Attendants attendants;
    private Optional<NotifySocket> socket = Optional.empty();
    private Optional<NodeChannel> channel = Optional.empty();
    private OptionalInt theirEnd = OptionalInt.empty();
    private final HandoverEnds handover;
    private Optional<ReadinessWatch> readiness = Optional.empty();
    private Optional<HealthWatch> health = Optional.empty();
    private Optional<Watchdog> watchdog = Optional.empty();
    private ListenWatch listens;
    private Optional<Messages> messages = Optional.empty();
    private boolean adopted;
    private long way;

    /** Whether the program was heard at its socket. */
    private boolean heard;

    Attendant(ManagedProcess process, Attendants attendants) {
        this.process = process;
        this.attendants = attendants;
        way = process.key();
        listens = new ListenWatch(process, attendants);
        handover = new HandoverEnds(attendants.backend.sockets());
    }

    long way() {
        return way;
    }

    /**
     * Opens the ways for a program that is about to be spawned.
     *
     * @param preloaded whether it is one of Node with our preload in front
     */
    Given prepare(boolean preloaded) throws OsException {
        end();
        way = attendants.freeWay(process);
        metricsFile().delete();
        ProcessSpec spec = process.spec();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(WAY, Long.toString(way));
        if (spec.hearsNotifications()) {
            Path place = attendants.notifyPlace.of(spec, way);
            openSocket(place);
            variables.put(ProgramEnvironment.NOTIFY_SOCKET, place.toString());
            spec.health()
                    .watchdog()
                    .ifPresent(
                            it -> variables.put(ProgramEnvironment.WATCHDOG_USEC, Long.toString(it.toNanos() / 1_000)));
        }
        if (preloaded) {
            variables.put(ProgramMetrics.VARIABLE, metricsFile().getPath());
        }
        List<Integer> handles = new ArrayList<>();
        if (spec.hasChannel() || preloaded && spec.isHandedSockets()) {
            handles.addAll(makeChannel(variables));
        }
        if (preloaded && spec.balancing().isOn()) {
            handles.addAll(makeHandover(variables, channelDescriptor() + handles.size()));
        }
        return new Given(variables, handles);
    }

    private List<Integer> makeChannel(Map<String, String> variables) throws OsException {
        Sockets.Pair pair = attendants.backend.sockets().pair(attendants.home.channelLabel(way));
        theirEnd = OptionalInt.of(pair.theirs());
        openChannel(pair.ours());
        String descriptor = Integer.toString(channelDescriptor());
        if (process.spec().hasChannel()) {
            variables.put(ProgramEnvironment.NODE_CHANNEL, descriptor);
            variables.put(ProgramEnvironment.NODE_CHANNEL_MODE, "json");
        } else {
            variables.put(ProgramEnvironment.CHANNEL, descriptor);
        }
        return List.of(pair.theirs(), pair.ours());
    }

    /** For a program behind the balancer that our preload can give connections to. */
    private List<Integer> makeHandover(Map<String, String> variables, int descriptor) throws OsException {
        variables.put(
                ProgramEnvironment.BALANCED, Integer.toString(process.port().orElseThrow()));
        if (!attendants.backend.sockets().canHandOver()) {
            return List.of();
        }
        variables.put(ProgramEnvironment.HANDOVER, Integer.toString(descriptor));
        return handover.open(attendants.home.handoverLabel(way));
    }

    /** Our end of the way by which it takes connections over, which belongs to the caller from now on. */
    OptionalInt giveHandover() {
        return handover.give();
    }

    /** Of the program's end of the channel, behind the sockets that it listens at; ours, which it keeps open, follows. */
    private int channelDescriptor() {
        int sockets = process.spec().listening().sockets().size();
        return FIRST_HANDED
                + Listeners.handed(attendants.backend, process.spec(), Collections.nCopies(sockets, 0))
                        .size();
    }

    private void openSocket(Path place) throws OsException {
        socket = Optional.of(NotifySocket.open(attendants.backend, place, this::heardNotification));
        attendants.notifyPlace.hand(place, process.spec());
    }

    private void openChannel(int handle) {
        channel = Optional.of(new NodeChannel(attendants.backend, handle, this::heardMessage));
    }

    /** The program has its end now; a copy of it here would hide that the program closed it. */
    void spawned() {
        theirEnd.ifPresent(attendants.backend.sockets()::close);
        theirEnd = OptionalInt.empty();
        handover.spawned();
    }

    /** Takes over the ways to a program that an earlier daemon spawned. */
    void adopt(Child child) {
        adopted = true;
        way = attendants
                .backend
                .table()
                .variable(child.pid(), WAY)
                .filter(it -> it.matches("-?\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(process.id());
        ProcessSpec spec = process.spec();
        if (spec.hearsNotifications()) {
            try {
                openSocket(attendants.notifyPlace.of(spec, way));
            } catch (OsException e) {
                LOG.error("{}: what it says by sd_notify cannot be heard: {}", process, e.getMessage());
            }
        }
        attendants
                .backend
                .table()
                .smallNumber(child.pid(), ProgramEnvironment.HANDOVER)
                .ifPresent(it -> handover.takeBack(child.pid(), it, attendants.home.handoverLabel(way)));
        boolean isSilent = !spec.hasChannel()
                && attendants
                        .backend
                        .table()
                        .variable(child.pid(), ProgramEnvironment.CHANNEL)
                        .isEmpty();
        if (!isSilent) {
            OptionalInt end = attendants
                    .backend
                    .sockets()
                    .takeBack(child.pid(), channelDescriptor() + 1, attendants.home.channelLabel(way));
            end.ifPresent(this::openChannel);
            if (end.isEmpty()) {
                LOG.info("{}: its channel cannot be taken back; it is quiet until its next start", process);
            }
        }
    }

    private File metricsFile() {
        return attendants.home.metrics(way).toFile();
    }

    /** What the program tells of itself. */
    Map<String, String> metrics() {
        long nowMillis = attendants.loop.clock().epochMicros() / MICROS_PER_MILLI;
        Map<String, String> metrics = ProgramMetrics.in(metricsFile().toPath(), nowMillis);
        if (messages.isEmpty()) {
            return metrics;
        }
        Map<String, String> all = new LinkedHashMap<>(metrics);
        messages.get().metrics().forEach(all::putIfAbsent);
        return all;
    }

    private Messages messages() {
        if (messages.isEmpty()) {
            messages = Optional.of(new Messages(process, attendants));
        }
        return messages.get();
    }

    ListenWatch listens() {
        return listens;
    }

    /** Waits until the program is ready, and calls {@code settled} with its incarnation then. */
    void awaitReady(Child child, LongConsumer settled) {
        ReadinessWatch watch = new ReadinessWatch(process, child, attendants, settled, adopted);
        readiness = Optional.of(watch);
        watch.begin();
    }

    /** Looks after a program that is up. */
    void attend(Child child) {
        stopWatching();
        become(Condition.NONE.withSays(process.condition().says()));
        process.healthProbe().ifPresent(target -> {
            HealthWatch watch = new HealthWatch(process, child, attendants, attendants.probe(process, target));
            health = Optional.of(watch);
            watch.begin();
        });
        process.spec().health().watchdog().ifPresent(longest -> {
            Watchdog dog = new Watchdog(process, child, attendants, longest);
            watchdog = Optional.of(dog);
            if (!adopted || heard) { // one that holds on to the socket of a dead daemon is not to blame
                dog.sign();
            }
        });
    }

    /** Asks by the channel for the end; false where nobody hears that. */
    boolean askToEnd() {
        return channel.filter(it -> it.send(SHUTDOWN_MESSAGE)).isPresent();
    }

    /** Asks nothing any more; what the program says is still heard. */
    void stopWatching() {
        readiness.ifPresent(ReadinessWatch::end);
        health.ifPresent(HealthWatch::end);
        watchdog.ifPresent(Watchdog::end);
        listens.end();
        readiness = Optional.empty();
        health = Optional.empty();
        watchdog = Optional.empty();
    }

    /** The program is gone, or was never spawned. */
    void end() {
        stopWatching();
        spawned();
        socket.ifPresent(NotifySocket::close);
        channel.ifPresent(NodeChannel::close);
        handover.end();
        socket = Optional.empty();
        channel = Optional.empty();
        listens = new ListenWatch(process, attendants);
        messages = Optional.empty();
        metricsFile().delete();
        adopted = false;
        heard = false;
        process.condition(Condition.NONE);
    }

    private void heardMessage(String json) {
        switch (json.strip()) {
            case READY_MESSAGE -> {
                if (process.spec().readiness().isByMessage()) {
                    readiness.ifPresent(ReadinessWatch::ready);
                }
            }
            case PRELOAD_MESSAGE -> listens.heardPreload();
            case LISTENING_MESSAGE -> listens.heardListening();
            default -> messages().heard(json);
        }
    }

    private void heardNotification(Map<String, String> said) {
        heard = true;
        Optional.ofNullable(said.get("STATUS")).ifPresent(this::says);
        if (is(said, "RELOADING")) {
            says("reloading");
        }
        if (is(said, "STOPPING")) { // it knows that it does not answer any more
            health.ifPresent(HealthWatch::end);
            watchdog.ifPresent(Watchdog::end);
        }
        String dog = said.getOrDefault("WATCHDOG", "");
        if (dog.equals("1")) {
            watchdog.ifPresent(Watchdog::sign);
        } else if (dog.equals("trigger")) {
            watchdog.ifPresent(it -> it.bite("it says so itself"));
        }
        if (is(said, "READY") && process.spec().readiness().isByNotification()) {
            readiness.ifPresent(ReadinessWatch::ready);
        }
    }

    private static boolean is(Map<String, String> said, String name) {
        return "1".equals(said.get(name));
    }

    private void says(String text) {
        become(process.condition().withSays(text.substring(0, Math.min(MAX_SAYING, text.length()))));
    }

    private void become(Condition condition) {
        if (!condition.equals(process.condition())) {
            process.condition(condition);
            attendants.conditionChanged(process);
        }
    }

    /** Whether that life goes on, and nobody has asked for its end. */
    static boolean isCurrent(ManagedProcess process, Child child) {
        return process.state() instanceof ProcessState.Alive alive
                && !(alive instanceof ProcessState.Stopping)
                && alive.program().equals(child);
    }

    /** Ends a life that fails in another way than by dying. */
    static void fail(
            Attendants attendants, ManagedProcess process, Child child, RestartCause.Kind kind, String detail) {
        if (isCurrent(process, child)) {
            RestartCause cause = RestartCause.of(kind, detail);
            LOG.warn("{} (pid {}) is ended: {}", process, child.pid(), cause.text());
            attendants.post(process, new ProcessEvent.RestartAsked(cause));
        }
    }
}
