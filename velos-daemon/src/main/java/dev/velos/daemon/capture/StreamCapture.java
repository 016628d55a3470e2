package dev.velos.daemon.capture;

import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
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

    /** A pipe that was found full once is raised to this; measured to halve the time of a busy stream. */
    private static final int BUSY_PIPE_BYTES = StagingBuffer.CAPACITY;

    /** Turns of one stream before the others get theirs. */
    private static final int MOVES_PER_TURN = 4;

    private static final long QUIET_MICROS = 60_000_000;
    private static final int LOST_PART_BYTES = 64 << 10;
    private static final int CLOSED = -1;

    private final Backend backend;
    private final CaptureIo io;
    private final Clock clock;
    private final Path pipePath;
    private final PipeBudget budget;
    private final StreamLog log;
    private final CaptureCrew crew;
    private final GrowthListener growth;
    private LineRing unwritten = new LineRing();
    private int pipe = CLOSED;
    private int capacity;
    private int grownBytes;
    private boolean mayGrow = true;
    private boolean watching;
    private long droppedBytes;
    private boolean dropping;
    private long quietUntilMicros;
    private Optional<LineWatch> lines = Optional.empty();

    /** Whether the last byte that was lost is within a line. */
    private boolean inLostLine;

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
        this.backend = backend;
        io = backend.capture();
        this.clock = clock;
        this.pipePath = pipePath;
        this.budget = budget;
        this.log = log;
        this.crew = crew;
        this.growth = growth;
    }

    /** Makes and opens the pipe, before the program that will write to it is spawned. */
    void open() throws OsException {
        if (pipe == CLOSED) {
            pipe = io.openPipe(pipePath);
            capacity = io.pipeCapacity(pipe);
        }
    }

    /** Begins to carry; after the spawn, since a pipe that nobody has open yet may look like one that has ended. */
    void watch() {
        if (!watching && pipe != CLOSED) {
            watching = true;
            backend.poller().add(pipe, Poller.READ, _ -> crew.ready(this));
        }
    }

    /**
     * Carries what waits; of a stream that never stops, only so much. May run on another thread while the loop waits
     * for it; {@link #settle} then does what only the loop may do.
     *
     * @return the bytes that it took from the pipe
     */
    long carry(Carrier carrier) {
        log.handTo(carrier);
        long carried = 0;
        for (int i = 0; i < MOVES_PER_TURN; i++) {
            long moved = move(StagingBuffer.CAPACITY);
            foundEnd = moved == CaptureIo.ENDED;
            carried += Math.max(0, moved);
            if (moved < capacity - capacity / 4) {
                break; // a pipe counts as full before it is: a program's writes seldom fill its pages
            }
            foundFull = true;
        }
        return carried;
    }

    /** Tells of what was carried, and lets the pipe of a busy stream grow. Whether the pipe was found full. */
    boolean settle() {
        boolean full = foundFull;
        foundFull = false;
        if (full) {
            grow();
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
        return full && log.isShareable();
    }

    private void unwatch() {
        if (watching) {
            watching = false;
            crew.forget(this);
            backend.poller().remove(pipe);
        }
    }

    /** Once in a pipe's life; where the kernel refuses it now, it will go on doing so. */
    private void grow() {
        int more = BUSY_PIPE_BYTES - capacity;
        if (!mayGrow || more <= 0 || !budget.take(more)) {
            return;
        }
        mayGrow = false;
        io.growPipe(pipe, BUSY_PIPE_BYTES);
        grownBytes = Math.max(0, io.pipeCapacity(pipe) - capacity);
        capacity += grownBytes;
        budget.giveBack(more - grownBytes);
    }

    /** Has the lines that come from now on looked at, or none any more. */
    void look(Optional<LineWatch> watch) {
        lines = watch;
    }

    /** What waits in the pipe at this moment; a program that writes on and on does not hold the loop up. */
    void drain() {
        int left = pipe == CLOSED ? 0 : io.waiting(pipe);
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
            long count = log.stage(pipe, limit, now);
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
            long count = log.stageLost(pipe, limit);
            if (count > 0) {
                drop(reason);
            }
            return count;
        } catch (OsException e) {
            LOG.error("{} cannot be read: {}", pipePath, e.getMessage());
            return CaptureIo.ENDED;
        }
    }

    private void write(long nowMicros) {
        try {
            if (dropping) {
                dropRestOfLine();
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
            drop(e);
        }
    }

    private void written(long nowMicros) {
        if (dropping) {
            dropping = false;
            inLostLine = false;
            unwritten = new LineRing();
            if (nowMicros >= quietUntilMicros) {
                LOG.info("{} is written again; {} bytes of it were lost in all", log.path(), droppedBytes);
            }
        }
        hasGrown = true;
    }

    private void drop(OsException reason) {
        if (!dropping) {
            dropping = true;
            warn(reason);
        }
        inLostLine = !LineEnds.atEnd(log.staged());
        while (log.staged().hasRemaining()) {
            lose(log.staged().remaining());
        }
        log.giveUp();
    }

    /** A disk that is full but for a few bytes now and then is worth one line a minute. */
    private void warn(OsException reason) {
        long now = clock.epochMicros();
        if (now >= quietUntilMicros) {
            quietUntilMicros = now + QUIET_MICROS;
            LOG.warn("{} cannot be written ({}); its stream is counted and dropped", log.path(), reason.getMessage());
        }
    }

    /** Where the log may be written again it goes on with a whole line. */
    private void dropRestOfLine() {
        if (inLostLine) {
            int rest = LineEnds.firstLine(log.staged());
            inLostLine = !LineEnds.after(log.staged(), rest);
            while (rest > 0) {
                rest -= lose(rest);
            }
        }
    }

    private int lose(int most) {
        byte[] lost = new byte[Math.min(most, LOST_PART_BYTES)];
        log.staged().get(lost);
        unwritten.add(lost, lost.length);
        droppedBytes += lost.length;
        return lost.length;
    }

    /** The last lines of the stream from an offset of the log on, also those that could not be written. */
    List<String> last(int count, long fromOffset) {
        return unwritten.isEmpty() ? LogTailReader.last(log.path(), fromOffset, count) : unwritten.last(count);
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
            drop(e);
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
        return droppedBytes;
    }

    Path pipePath() {
        return pipePath;
    }

    void flush() throws OsException {
        drain();
        log.flush();
        unwritten.clear();
    }

    /** Lets go of pipe and log, and leaves both where they are, for a program that writes on. */
    void letGo() {
        drain();
        if (pipe != CLOSED) {
            finishLine();
        }
        unwatch();
        log.discard();
        if (pipe != CLOSED) {
            io.close(pipe);
            pipe = CLOSED;
            budget.giveBack(grownBytes);
            grownBytes = 0;
            mayGrow = true;
        }
    }

    /** Ends the capture and removes the pipe; the logs stay. */
    void discard() {
        letGo();
        pipePath.toFile().delete();
    }
}
