package dev.velos.daemon.balance;

import dev.velos.core.process.Carried;
import dev.velos.core.process.InternetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One life of an instance that connections are carried to, or handed over to. Owned by the switchboard's thread, but for
 * its counts.
 */
final class Upstream implements Handover.Listener {
    private final String name;
    private final int port;
    /** Programs that listen at {@code localhost} may mean either. */
    private final List<byte[]> addresses;

    private final AtomicLong open = new AtomicLong();
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong handed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    final AtomicLong bytesIn = new AtomicLong();
    final AtomicLong bytesOut = new AtomicLong();
    private final Set<Relay> relays = new HashSet<>();
    private Optional<Handover> handover = Optional.empty();
    private long handedOpen;
    private Optional<Runnable> drained = Optional.empty();
    private boolean draining;
    private int answering;

    Upstream(String name, int port) {
        this.name = name;
        this.port = port;
        addresses = new InternetAddress("localhost", port).candidates();
    }

    /** Its program may take connections over by this way. Before anything else is asked of it. */
    void takesOverBy(Switchboard board, int handle) {
        Handover way = new Handover(board, handle, this);
        handover = Optional.of(way);
        board.post(way::begin);
    }

    int port() {
        return port;
    }

    /** How many addresses there are to try. */
    int addresses() {
        return addresses.size();
    }

    /** That which has answered comes first. */
    byte[] address(int attempt) {
        return addresses.get((answering + attempt) % addresses.size());
    }

    void answeredAt(int attempt) {
        answering = (answering + attempt) % addresses.size();
    }

    void refuses() {
        refused.incrementAndGet();
    }

    void opened(Relay relay) {
        relays.add(relay);
        open.incrementAndGet();
        total.incrementAndGet();
    }

    void closed(Relay relay) {
        if (relays.remove(relay)) {
            open.decrementAndGet();
            settle();
        }
    }

    /** Whether its program takes connections over now. */
    boolean takesOver() {
        return handover.filter(Handover::isOpen).isPresent();
    }

    void handOver(Relay relay) {
        handover.orElseThrow().give(relay);
    }

    @Override
    public void taken(Relay client) {
        total.incrementAndGet();
        handed.incrementAndGet();
        client.close();
    }

    @Override
    public void refused(Relay client) {
        client.isNotTaken();
    }

    @Override
    public void open(long count) {
        open.addAndGet(count - handedOpen);
        handedOpen = count;
    }

    @Override
    public void settled() {
        settle();
    }

    int openNow() {
        return relays.size() + handover.map(Handover::count).orElse(0);
    }

    boolean isDraining() {
        return draining;
    }

    /** It gets no more; {@code whenDone} is called once nothing is under way that its end would cut off. */
    void drain(Runnable whenDone) {
        draining = true;
        drained = Optional.of(whenDone);
        List.copyOf(relays).forEach(Relay::drain);
        handover.ifPresent(Handover::drain);
        settle();
    }

    /** Waits for nothing any more. */
    void giveUp() {
        Optional<Runnable> waiting = drained;
        drained = Optional.empty();
        waiting.ifPresent(Runnable::run);
    }

    /** Looks whether what it waits for is over. */
    void settle() {
        if (drained.isPresent()
                && relays.stream().noneMatch(Relay::isAwaited)
                && handover.filter(Handover::isAwaited).isEmpty()) {
            giveUp();
        }
    }

    /** This life is over. */
    void end() {
        handover.ifPresent(Handover::end);
    }

    /** From any thread. */
    Carried counts() {
        return new Carried(port, open.get(), total.get(), handed.get(), refused.get(), bytesIn.get(), bytesOut.get());
    }

    @Override
    public String toString() {
        return name + " at port " + port;
    }
}
