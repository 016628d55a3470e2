package dev.velos.daemon.balance;

import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.Traffic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client, and the program that it talks to at the moment: none before one is found, between two of them, and while
 * it is handed over, which ends this. Owned by the switchboard's thread.
 */
final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    /** A client without a program that says nothing for so long is sent away, as servers do. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(75);

    private final Front front;
    private final Switchboard board;
    private final Side client;
    private final Set<Upstream> tried = new HashSet<>();
    private Optional<Link> link = Optional.empty();
    private Optional<Side> connecting = Optional.empty();
    /** What the client has said to nobody yet. */
    private Optional<ByteBuffer> first = Optional.empty();

    private long waitingSinceNanos;
    private boolean repeats;
    private int partings;
    private boolean handing;
    private boolean over;

    Relay(Front front, Switchboard board, int handle) {
        this.front = front;
        this.board = board;
        client = new Side(handle, board.traffic(), this::clientReady);
    }

    /** Finds a program, if any can be had now; else the front calls again. */
    void choose() {
        Optional<Upstream> next = front.next(tried);
        if (next.isPresent()) {
            give(next.get());
        } else {
            client.want(0);
            front.await(this);
        }
    }

    /** A client that has said something to nobody yet is carried, for a program that took it over would not hear that. */
    private void give(Upstream upstream) {
        if (first.isEmpty() && front.handsOver() && upstream.takesOver()) {
            client.want(0);
            handing = true;
            upstream.handOver(this);
        } else {
            connect(upstream, 0);
        }
    }

    /** The program that it was to be handed over to has not taken it. */
    void isNotTaken() {
        handing = false;
        if (!over) {
            choose();
        }
    }

    boolean isOver() {
        return over;
    }

    int handle() {
        return client.handle;
    }

    void waitFrom(long nowNanos) {
        waitingSinceNanos = nowNanos;
    }

    long waitingSinceNanos() {
        return waitingSinceNanos;
    }

    /** Tries everybody anew. */
    void tryAgain() {
        tried.clear();
        choose();
    }

    private void connect(Upstream upstream, int from) {
        for (int attempt = from; attempt < upstream.addresses(); attempt++) {
            try {
                Traffic.Connection made = board.traffic().connect(upstream.address(attempt), upstream.port());
                if (made.established()) {
                    connected(upstream, attempt, new Side(made.handle(), board.traffic(), this::programReady));
                } else {
                    await(upstream, attempt, made.handle());
                }
                return;
            } catch (OsException e) {
                LOG.debug("{}: {}", upstream, e.getMessage());
            }
        }
        upstream.refuses();
        tried.add(upstream);
        choose();
    }

    private void await(Upstream upstream, int attempt, int handle) {
        Side side = new Side(handle, board.traffic(), _ -> answered(upstream, attempt));
        connecting = Optional.of(side);
        client.want(0);
        side.want(Poller.WRITE);
    }

    private void answered(Upstream upstream, int attempt) {
        Side side = connecting.orElseThrow();
        connecting = Optional.empty();
        side.want(0);
        if (board.traffic().outcome(side.handle) == 0) {
            connected(upstream, attempt, new Side(side.handle, board.traffic(), this::programReady));
        } else {
            side.close();
            connect(upstream, attempt + 1);
        }
    }

    private void connected(Upstream upstream, int attempt, Side program) {
        upstream.answeredAt(attempt);
        if (upstream.isDraining()) { // nothing was said yet
            program.close();
            choose();
            return;
        }
        tried.clear();
        upstream.opened(this);
        Link made = new Link(board, upstream, client, program);
        link = Optional.of(made);
        if (repeats) {
            made.repeats();
            repeats = false;
        }
        Optional<ByteBuffer> said = first;
        first = Optional.empty();
        handle(made.begin(front.header(client.handle), said));
    }

    private void clientReady(int events) {
        if (link.isPresent()) {
            handle(link.get().clientReady(events));
        } else if (hear()) {
            choose();
        }
    }

    private void programReady(int events) {
        handle(link.orElseThrow().programReady(events));
    }

    private void handle(Link.Outcome outcome) {
        switch (outcome) {
            case GOES_ON ->
                link.ifPresent(it -> {
                    if (it.upstream.isDraining()) {
                        it.upstream.settle();
                    }
                });
            case OVER -> close();
            case BROKEN -> reset();
            case UNANSWERED -> askAnother();
            case IDLE_END -> idleEnd();
        }
    }

    /** Puts what a program has not answered to another one. */
    private void askAnother() {
        Link left = link.orElseThrow();
        LOG.debug("{} went without an answer", left.upstream);
        tried.add(left.upstream);
        byte[] request = left.request();
        first = request.length == 0
                ? Optional.empty()
                : Optional.of(board.buffers().copyOf(ByteBuffer.wrap(request)));
        repeats = true;
        leave();
        choose();
    }

    /** Between two requests, the client goes on with another program, at once or when it has something to say. */
    private void idleEnd() {
        boolean leaves = link.orElseThrow().upstream.isDraining();
        leave();
        if (hear()) {
            choose();
        } else if (!over && !leaves) {
            close();
        }
    }

    private void leave() {
        Link left = link.orElseThrow();
        link = Optional.empty();
        left.leave();
        client.want(Poller.READ);
        int ofNow = ++partings;
        board.after(LONGEST_SILENCE, () -> {
            if (ofNow == partings && link.isEmpty() && connecting.isEmpty() && first.isEmpty() && !handing) {
                close();
            }
        });
        left.upstream.closed(this);
    }

    /** Takes what a client says to nobody in particular; false where it says nothing, or has left. */
    private boolean hear() {
        ByteBuffer buffer = board.buffers().shared();
        buffer.limit(Buffers.BYTES - ProxyHeader.MOST_BYTES);
        int got = board.traffic().receive(client.handle, buffer);
        if (got > 0) {
            first = Optional.of(board.buffers().copyOf(buffer.flip()));
        } else if (got != Traffic.WOULD_BLOCK) {
            close();
        }
        return got > 0;
    }

    /** Its program is to end. */
    void drain() {
        link.ifPresent(it -> {
            if (it.isFresh()) {
                leave();
                choose();
            } else if (it.canLeave()) {
                leave();
            }
        });
    }

    boolean isAwaited() {
        return link.filter(Link::isAwaited).isPresent();
    }

    /** Both connections end in order. */
    void close() {
        if (end(Link::leave)) {
            client.close();
        }
    }

    /** Both connections end so that the other sides learn of an error. */
    void reset() {
        if (end(Link::cut)) {
            client.reset();
        }
    }

    private boolean end(Consumer<Link> how) {
        if (over) {
            return false;
        }
        over = true;
        client.want(0);
        Optional<Link> left = link;
        link = Optional.empty();
        left.ifPresent(how);
        connecting.ifPresent(Side::close);
        connecting = Optional.empty();
        first.ifPresent(board.buffers()::giveBack);
        first = Optional.empty();
        left.ifPresent(it -> it.upstream.closed(this));
        front.ended(this);
        return true;
    }
}
