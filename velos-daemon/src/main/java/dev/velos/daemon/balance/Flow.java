package dev.velos.daemon.balance;

import dev.velos.daemon.balance.Exchange.Speaker;
import dev.velos.daemon.os.Traffic;
import dev.velos.daemon.os.Traffic.Pipe;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries bytes one way. What its target does not take at once waits, in a buffer or a pipe, and nothing more is read
 * until it is gone: a slow reader slows its writer down, and costs no more than one of either. Small pieces are copied;
 * where much comes at once, it is moved through a pipe without being copied. Owned by the switchboard's thread.
 */
final class Flow {
    private enum Step {
        MORE,
        PAUSE
    }

    /** How it stands after a turn. */
    enum State {
        FLOWS,
        /** The source sends no more, and all of it was delivered. */
        AT_END,
        SOURCE_BROKEN,
        TARGET_BROKEN
    }

    /** So many steps in a row, so that others have their turn. */
    private static final int STEPS = 8;

    private static final int SPLICE_BYTES = 64 << 10;

    private final Switchboard board;
    private final Side from;
    private final Side to;
    private final Speaker speaker;
    private final Exchange exchange;
    private final AtomicLong count;
    private State state = State.FLOWS;
    private Optional<ByteBuffer> rest = Optional.empty();
    private Optional<Pipe> pipe = Optional.empty();
    private int inPipe;
    private boolean ended;
    private boolean finished;
    private boolean lost;

    Flow(Switchboard board, Side from, Side to, Speaker speaker, Exchange exchange, AtomicLong count) {
        this.board = board;
        this.from = from;
        this.to = to;
        this.speaker = speaker;
        this.exchange = exchange;
        this.count = count;
    }

    /** Sends this before all else. */
    void begin(ByteBuffer first) {
        rest = Optional.of(first);
    }

    boolean wantsToRead() {
        return !ended && !isBlocked() && state == State.FLOWS;
    }

    boolean isBlocked() {
        return rest.isPresent() || inPipe > 0;
    }

    boolean isFinished() {
        return finished;
    }

    /** Carries what there is. */
    State turn() {
        for (int i = 0; i < STEPS && state == State.FLOWS && step() == Step.MORE; i++) {}
        return state;
    }

    /** Tells the target that no more comes. */
    void finish() {
        ended = true;
        if (!finished) {
            finished = true;
            board.traffic().endOutput(to.handle);
        }
    }

    /**
     * The target takes nothing any more. What is for it is read and lost: were it left unread, the source would be told
     * of an error before it has read what the target had said last.
     */
    void abandon() {
        release();
        lost = true;
        state = State.FLOWS;
    }

    private Step step() {
        if (isBlocked() && flush() == Step.PAUSE) {
            return Step.PAUSE;
        }
        if (ended) {
            state = State.AT_END;
            return Step.PAUSE;
        }
        return pipe.isPresent() ? splice(pipe.get()) : copy();
    }

    private Step flush() {
        return rest.isPresent() ? send(rest.get()) : drainPipe(pipe.orElseThrow());
    }

    private Step send(ByteBuffer bytes) {
        if (board.traffic().send(to.handle, bytes) == Traffic.BROKEN) {
            state = State.TARGET_BROKEN;
            return Step.PAUSE;
        }
        if (bytes.hasRemaining()) {
            rest = rest.isPresent() ? rest : Optional.of(board.buffers().copyOf(bytes));
            return Step.PAUSE;
        }
        rest.ifPresent(board.buffers()::giveBack);
        rest = Optional.empty();
        return Step.MORE;
    }

    private Step drainPipe(Pipe full) {
        int moved = board.traffic().splice(full.reading(), to.handle, inPipe);
        if (moved == Traffic.WOULD_BLOCK) {
            return Step.PAUSE;
        }
        if (moved < 0) {
            state = State.TARGET_BROKEN;
            return Step.PAUSE;
        }
        inPipe -= moved;
        return inPipe > 0 ? Step.PAUSE : Step.MORE;
    }

    private Step copy() {
        ByteBuffer buffer = board.buffers().shared();
        int got = board.traffic().receive(from.handle, buffer);
        if (got <= 0) {
            return nothing(got);
        }
        if (lost) {
            return Step.MORE;
        }
        exchange.see(speaker, board.buffers().bytes(got, exchange.unseen(speaker)), got);
        count.addAndGet(got);
        boolean much = !buffer.hasRemaining();
        Step sent = send(buffer.flip());
        if (much && exchange.unseen(speaker) > SPLICE_BYTES) {
            pipe = board.pipes().take();
        }
        return much ? sent : Step.PAUSE;
    }

    private Step nothing(int outcome) {
        if (outcome == Traffic.ENDED) {
            ended = true;
            state = State.AT_END; // at once: this may be the last step of a turn, and nothing would bring another
        } else if (outcome == Traffic.BROKEN) {
            state = State.SOURCE_BROKEN;
        }
        return Step.PAUSE;
    }

    private Step splice(Pipe empty) {
        int most = (int) Math.min(SPLICE_BYTES, exchange.unseen(speaker));
        int moved = most == 0 ? Traffic.WOULD_BLOCK : board.traffic().splice(from.handle, empty.writing(), most);
        if (moved > 0) {
            inPipe = moved;
            exchange.pass(speaker, moved);
            count.addAndGet(moved);
            return Step.MORE;
        }
        board.pipes().giveBack(empty);
        pipe = Optional.empty();
        return most == 0 ? Step.MORE : nothing(moved);
    }

    /** Gives back what it holds. */
    void release() {
        rest.ifPresent(board.buffers()::giveBack);
        rest = Optional.empty();
        pipe.ifPresent(it -> board.pipes().giveBack(it, inPipe));
        pipe = Optional.empty();
        inPipe = 0;
    }
}
