package dev.velos.daemon.balance;

import dev.velos.daemon.balance.Exchange.Speaker;
import dev.velos.daemon.os.Poller;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A client and a program that are connected, and what flows both ways. Owned by the switchboard's thread. */
final class Link {
    /** What became of it. */
    enum Outcome {
        GOES_ON,
        /** Both have said all. */
        OVER,
        /** One of them is gone in the middle. */
        BROKEN,
        /** The program is gone before it said a word to what it was asked; another one may be asked the same. */
        UNANSWERED,
        /** The program has ended it, or may, between two requests. */
        IDLE_END
    }

    final Upstream upstream;
    private final Switchboard board;
    private final Side client;
    private final Side program;
    private final Exchange exchange = new Exchange();
    private final Flow up;
    private final Flow down;

    Link(Switchboard board, Upstream upstream, Side client, Side program) {
        this.board = board;
        this.upstream = upstream;
        this.client = client;
        this.program = program;
        up = new Flow(board, client, program, Speaker.CLIENT, exchange, upstream.bytesIn);
        down = new Flow(board, program, client, Speaker.PROGRAM, exchange, upstream.bytesOut);
    }

    /**
     * Begins with what the program is to get first.
     *
     * @param header what comes before all that the client says; may be empty
     * @param first what the client has said already
     */
    Outcome begin(byte[] header, Optional<ByteBuffer> first) {
        first.ifPresent(said -> {
            byte[] bytes = new byte[said.remaining()];
            said.get(said.position(), bytes);
            exchange.see(Speaker.CLIENT, bytes, bytes.length);
            upstream.bytesIn.addAndGet(bytes.length);
        });
        if (header.length > 0) {
            up.begin(board.buffers().joined(header, first));
        } else {
            first.ifPresent(up::begin);
        }
        return afterwards(up.turn(), Flow.State.FLOWS);
    }

    Outcome clientReady(int events) {
        Flow.State upState =
                (events & (Poller.READ | Poller.HANGUP)) != 0 && !up.isFinished() ? up.turn() : Flow.State.FLOWS;
        Flow.State downState = (events & Poller.WRITE) != 0 ? down.turn() : Flow.State.FLOWS;
        return afterwards(upState, downState);
    }

    Outcome programReady(int events) {
        Flow.State downState =
                (events & (Poller.READ | Poller.HANGUP)) != 0 && !down.isFinished() ? down.turn() : Flow.State.FLOWS;
        Flow.State upState = (events & Poller.WRITE) != 0 ? up.turn() : Flow.State.FLOWS;
        return afterwards(upState, downState);
    }

    private Outcome afterwards(Flow.State upState, Flow.State downState) {
        if (upState == Flow.State.TARGET_BROKEN) {
            up.abandon(); // it may have answered before it went
        }
        if (upState == Flow.State.AT_END) {
            up.finish();
        }
        boolean isGone = downState == Flow.State.AT_END || downState == Flow.State.SOURCE_BROKEN;
        if (isGone && exchange.isIdle()) {
            return Outcome.IDLE_END;
        }
        if (isGone && !up.isFinished() && exchange.isRepeatable()) {
            return Outcome.UNANSWERED;
        }
        if (downState == Flow.State.AT_END) {
            down.finish();
        }
        if (upState == Flow.State.SOURCE_BROKEN
                || downState == Flow.State.TARGET_BROKEN
                || downState == Flow.State.SOURCE_BROKEN) {
            return Outcome.BROKEN;
        }
        if (up.isFinished() && down.isFinished()) {
            return Outcome.OVER;
        }
        watch();
        return canLeave() ? Outcome.IDLE_END : Outcome.GOES_ON;
    }

    private void watch() {
        client.want((up.wantsToRead() ? Poller.READ : 0) | (down.isBlocked() ? Poller.WRITE : 0));
        program.want((down.wantsToRead() ? Poller.READ : 0) | (up.isBlocked() ? Poller.WRITE : 0));
    }

    /** Whether the program is to end, and the client can do without it from now on. */
    boolean canLeave() {
        boolean isWhole = !up.isBlocked() && !down.isBlocked() && !up.isFinished() && !down.isFinished();
        return upstream.isDraining() && exchange.isIdle() && isWhole;
    }

    /** The first request was put to another program before. */
    void repeats() {
        exchange.repeats();
    }

    /** What the program was asked and has not answered; empty if nothing. */
    byte[] request() {
        return exchange.request();
    }

    boolean isFresh() {
        return exchange.isFresh() && !up.isBlocked() && !up.isFinished();
    }

    boolean isAwaited() {
        return exchange.isAwaited() || down.isBlocked() || up.isBlocked();
    }

    /** Lets go of the program; the client stays. */
    void leave() {
        up.release();
        down.release();
        program.close();
    }

    /** Cuts both off. */
    void cut() {
        up.release();
        down.release();
        program.reset();
    }
}
