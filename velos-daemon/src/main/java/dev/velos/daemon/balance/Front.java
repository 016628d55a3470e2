package dev.velos.daemon.balance;

import dev.velos.core.process.Balancing;
import dev.velos.core.process.ListenAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the clients of one process come in, and whom they may be given to. As long as nobody is ready they are left in
 * the queue of the socket. Owned by the switchboard's thread.
 */
final class Front {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);

    /** When all have refused a client, they are asked again so often, */
    private static final Duration RETRY = Duration.ofMillis(50);

    /** for so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Switchboard board;
    private final Choice choice = new Choice();
    private final Map<ListenAddress, Entrance> entrances = new HashMap<>();
    private final Set<Relay> relays = new HashSet<>();
    private final Set<Relay> waiting = new LinkedHashSet<>();
    private Balancing balancing;
    private List<Upstream> ready = List.of();

    Front(String name, Switchboard board, Balancing balancing) {
        this.name = name;
        this.board = board;
        this.balancing = balancing;
    }

    /** Takes clients from this socket, too, as soon as somebody is ready. */
    void enter(ListenAddress address, int listener) {
        Entrance entrance = new Entrance(board, listener, this::take);
        board.add(entrance);
        entrances.put(address, entrance);
        entrance.open(!ready.isEmpty());
    }

    /** Takes none from it any more. */
    void leave(ListenAddress address) {
        Entrance entrance = entrances.remove(address);
        board.remove(entrance);
        entrance.close();
    }

    /** Gives clients to these from now on. */
    void assign(Balancing how, List<Upstream> upstreams) {
        balancing = how;
        ready = upstreams.stream().filter(it -> !it.isDraining()).toList();
        entrances.values().forEach(it -> it.open(!ready.isEmpty()));
        retry();
    }

    /** One gets no more clients; {@code done} is called when its end would cut off nobody, or the time is over. */
    void drain(Upstream upstream, Duration atMost, Runnable done) {
        ready = ready.stream().filter(it -> !it.equals(upstream)).toList();
        entrances.values().forEach(it -> it.open(!ready.isEmpty()));
        board.after(atMost, upstream::giveUp);
        upstream.drain(done);
    }

    private void take(int handle) {
        Relay relay = new Relay(this, board, handle);
        relays.add(relay);
        board.count(1);
        relay.choose();
    }

    Optional<Upstream> next(Set<Upstream> tried) {
        Balancing.Method method = balancing.method().orElse(Balancing.Method.ROUND_ROBIN);
        int chosen = choice.next(method, ready.size(), i -> ready.get(i).openNow(), i -> !tried.contains(ready.get(i)));
        return chosen == Choice.NOBODY ? Optional.empty() : Optional.of(ready.get(chosen));
    }

    /** Whether programs may take clients over: only where they need not be told of them first. */
    boolean handsOver() {
        return !balancing.proxyProtocol();
    }

    /** What an instance is told of a client first. */
    byte[] header(int client) {
        return balancing.proxyProtocol()
                ? ProxyHeader.of(board.traffic().peer(client), board.traffic().local(client))
                : ProxyHeader.NONE;
    }

    /** A client that nobody takes now. */
    void await(Relay relay) {
        if (waiting.isEmpty()) {
            board.after(RETRY, this::retry);
        }
        if (waiting.add(relay)) {
            relay.waitFrom(board.nanos());
        }
    }

    private void retry() {
        if (waiting.isEmpty() || ready.isEmpty()) {
            return;
        }
        List<Relay> again = List.copyOf(waiting);
        waiting.clear();
        for (Relay relay : again) {
            long since = relay.waitingSinceNanos();
            relay.tryAgain();
            if (waiting.contains(relay)) {
                relay.waitFrom(since);
                giveUpAfter(relay, since);
            }
        }
    }

    private void giveUpAfter(Relay relay, long since) {
        if (board.nanos() - since > PATIENCE.toNanos()) {
            LOG.warn("{}: a client is sent away, for no instance took it for {} s", name, PATIENCE.toSeconds());
            relay.reset();
        }
    }

    void ended(Relay relay) {
        waiting.remove(relay);
        if (relays.remove(relay)) {
            board.count(-1);
        }
    }

    /** Sends everybody away. */
    void close() {
        ready = List.of();
        List.copyOf(entrances.keySet()).forEach(this::leave);
        List.copyOf(relays).forEach(Relay::close);
    }
}
