package dev.velos.daemon.capture;

import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one stream of one process from its named pipe to its log. Owned by the loop, but for {@link #carry}. A log that cannot be written
 * never blocks the program: its bytes are taken, counted and dropped, but for the last lines.
 */
final class StreamCapture {
    private static final Logger LOG = LoggerFactory.getLogger(StreamCapture.class);

    /** Turns of one stream before the others get theirs. */
    private static final int MOVES_PER_TURN = 4;

    /** A pipe as it is made is nearly full then. */
    private static final int BUSY_BYTES = 48 << 10;

    private final Clock clock;
    private final CapturePipe pipe;
    private final StreamLog log;
    private final CaptureCrew crew;
    private final GrowthListener growth;
    private final LostBytes lost;
    private Optional<LineWatch> lines = Optional.empty();

    /** What {@link #carry} has found, for {@link #settle}. */
    private boolean foundFull;

    private boolean foundEnd;
    private boolean hasGrown;

    StreamCapture(
            Backend backend,
            Clock clock,
            Path pipePath,
            PipeBudget budget,
            StreamLog log,
            CaptureCrew crew,
            GrowthListener growth) {
        this.clock = clock;
        pipe = new CapturePipe(backend, pipePath, budget);
        this.log = log;
        this.crew = crew;
        this.growth = growth;
        lost = new LostBytes(log);
    }

    /** Makes and opens the pipe, before the program that will write to it is spawned. */
    void open() throws OsException {
        pipe.open();
    }

    /** Begins to carry; after the spawn, since a pipe that nobody has open yet may look like one that has ended. */
    void watch() {
        pipe.watch(() -> crew.ready(this));
    }

    /**
     * Carries what waits; of a stream that never stops, only so much. May run on another thread while the loop waits
     * for it; {@link #settle} then does what only the loop may do.
     */
    void carry(Carrier carrier) {
        log.handTo(carrier);
        for (int i = 0; i < MOVES_PER_TURN; i++) {
            long moved = move(StagingBuffer.CAPACITY);
            foundEnd = moved == CaptureIo.ENDED;
            boolean full = pipe.wasFull(moved);
            foundFull |= full;
            if (!full || pipe.waiting() == 0) { // to ask costs less than to read nothing
                break;
            }
        }
    }

    /** Whether another thread may carry it, and so much waits that it is worth to wake one. */
    boolean isBusy() {
        return log.isShareable() && pipe.waiting() >= BUSY_BYTES;
    }

    /** Tells of what was carried, and lets the pipe of a busy stream grow. */
    void settle() {
        if (foundFull) {
            foundFull = false;
            pipe.grow();
        }
        if (foundEnd) {
            foundEnd = false;
            unwatch();
        }
        if (hasGrown) {
            hasGrown = false;
            growth.grew(log.path(), log.size());
            if (log.takeCompressible()) {
                crew.compress(log.path(), log.policy().maxFiles());
            }
        }
        lines.ifPresent(LineWatch::tell);
    }

    private void unwatch() {
        if (pipe.unwatch()) {
            crew.forget(this);
        }
    }

    /** Has the lines that come from now on looked at, or none any more. */
    void look(Optional<LineWatch> watch) {
        lines = watch;
    }

    /** What waits in the pipe at this moment; a program that writes on and on does not hold the loop up. */
    void drain() {
        int left = pipe.waiting();
        while (left > 0) {
            long moved = move(left);
            if (moved <= 0) {
                break;
            }
            left -= (int) moved;
        }
        settle();
    }

    /** Moves at most so many bytes: how many it took from the pipe, or what {@link CaptureIo#read} says of none. */
    private long move(int limit) {
        long now = clock.epochMicros();
        try {
            long count = log.stage(pipe.handle(), limit, now);
            if (count > 0) {
                lines.ifPresent(watch -> watch.take(latest(count)));
                write(now);
            }
            return count;
        } catch (OsException e) {
            return stageLost(limit, e);
        }
    }

    /** The bytes that came last; before them may stand the beginning of a line, which came earlier. */
    private ByteBuffer latest(long count) {
        ByteBuffer staged = log.staged().duplicate();
        return staged.position(staged.limit() - (int) count);
    }

    private long stageLost(int limit, OsException reason) {
        try {
            long count = log.stageLost(pipe.handle(), limit);
            if (count > 0) {
                lost.drop(reason, clock.epochMicros());
            }
            return count;
        } catch (OsException e) {
            LOG.error("{} cannot be read: {}", pipe.path(), e.getMessage());
            return CaptureIo.ENDED;
        }
    }

    private void write(long nowMicros) {
        try {
            if (lost.isDropping()) {
                lost.dropRestOfLine();
                if (!log.staged().hasRemaining()) {
                    log.giveUp();
                    return;
                }
                log.endLine();
            }
            log.write(nowMicros);
            written(nowMicros);
        } catch (OsException e) {
            log.close();
            lost.drop(e, clock.epochMicros());
        }
    }

    private void written(long nowMicros) {
        lost.over(nowMicros);
        hasGrown = true;
    }

    /** The last lines of the stream from an offset of the log on, also those that could not be written. */
    List<String> last(int count, long fromOffset) {
        return lost.hasLines() ? lost.last(count) : LogTailReader.last(log.path(), fromOffset, count);
    }

    /** The program has ended: what it wrote last is all of its line. */
    void finishLine() {
        long now = clock.epochMicros();
        try {
            if (log.finishLine(now)) {
                written(now);
            }
        } catch (OsException e) {
            log.close();
            lost.drop(e, clock.epochMicros());
        }
        settle();
    }

    Path logPath() {
        return log.path();
    }

    long logSize() {
        return log.size();
    }

    long droppedBytes() {
        return lost.count();
    }

    Path pipePath() {
        return pipe.path();
    }

    void flush() throws OsException {
        drain();
        log.flush();
        lost.clearLines();
    }

    /** Lets go of pipe and log, and leaves both where they are, for a program that writes on. */
    void letGo() {
        drain();
        if (pipe.isOpen()) {
            finishLine();
        }
        unwatch();
        log.discard();
        pipe.close();
    }

    /** Ends the capture and removes the pipe; the logs stay. */
    void discard() {
        letGo();
        pipe.path().toFile().delete();
    }
}
