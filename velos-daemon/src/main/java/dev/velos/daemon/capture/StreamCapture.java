package dev.velos.daemon.capture;

import dev.velos.core.process.LogPolicy;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one stream of one process from its named pipe to its log. Owned by the loop. A log that cannot be written
 * never blocks the program: its bytes are taken, counted and dropped, but for the last lines.
 */
final class StreamCapture {
    private static final Logger LOG = LoggerFactory.getLogger(StreamCapture.class);

    /** A pipe that was found full once is raised to this; measured to halve the time of a busy stream. */
    private static final int BUSY_PIPE_BYTES = 256 << 10;

    /** Turns of one stream before the others get theirs. */
    private static final int MOVES_PER_TURN = 4;

    private static final long MAX_MOVE = 1 << 20;
    private static final long QUIET_MICROS = 60_000_000;
    private static final int DROP_BYTES = 64 << 10;
    private static final int CLOSED = -1;

    private final Backend backend;
    private final CaptureIo io;
    private final Clock clock;
    private final Path pipePath;
    private final LogFile log;
    private final GrowthListener growth;
    private LineRing unwritten = new LineRing();
    private int pipe = CLOSED;
    private int capacity;
    private boolean watching;
    private long droppedBytes;
    private boolean dropping;
    private long quietUntilMicros;

    /** Whether the last byte that was lost is within a line. */
    private boolean inLostLine;

    StreamCapture(Backend backend, Clock clock, Path pipePath, Path logPath, LogPolicy policy, GrowthListener growth) {
        this.backend = backend;
        io = backend.capture();
        this.clock = clock;
        this.pipePath = pipePath;
        this.growth = growth;
        log = new LogFile(io, logPath, policy);
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
            backend.poller().add(pipe, Poller.READ, _ -> ready());
        }
    }

    private void ready() {
        for (int i = 0; i < MOVES_PER_TURN; i++) {
            long moved = move(MAX_MOVE);
            if (moved == CaptureIo.ENDED) {
                unwatch();
            }
            if (moved < capacity) {
                return;
            }
            grow();
        }
    }

    private void unwatch() {
        if (watching) {
            watching = false;
            backend.poller().remove(pipe);
        }
    }

    private void grow() {
        if (capacity < BUSY_PIPE_BYTES) {
            io.growPipe(pipe, BUSY_PIPE_BYTES);
            capacity = Math.max(io.pipeCapacity(pipe), 1);
        }
    }

    /** What waits in the pipe at this moment; a program that writes on and on does not hold the loop up. */
    void drain() {
        long left = pipe == CLOSED ? 0 : io.waiting(pipe);
        while (left > 0) {
            long moved = move(Math.min(left, MAX_MOVE));
            if (moved <= 0) {
                return;
            }
            left -= moved;
        }
    }

    private long move(long limit) {
        try {
            if (dropping) {
                long lost = inLostLine ? dropRestOfLine() : 0;
                if (lost > 0) {
                    return lost;
                }
                log.endLine();
            }
            long moved = log.takeFrom(pipe, limit, clock.epochMicros());
            if (moved > 0) {
                written();
            }
            return moved;
        } catch (OsException e) {
            return drop(e);
        }
    }

    private void written() {
        if (dropping) {
            dropping = false;
            inLostLine = false;
            unwritten = new LineRing();
            if (clock.epochMicros() >= quietUntilMicros) {
                LOG.info("{} is written again; {} bytes of it were lost in all", log.path(), droppedBytes);
            }
        }
        growth.grew(log.path(), log.size());
    }

    private long drop(OsException reason) {
        if (!dropping) {
            dropping = true;
            warn(reason);
        }
        byte[] ahead = new byte[DROP_BYTES];
        int lineEnd = LineEnds.last(ahead, LineEnds.peek(io, pipe, ahead));
        return lose(lineEnd < 0 ? DROP_BYTES : lineEnd + 1);
    }

    /** A disk that is full but for a few bytes now and then is worth one line a minute. */
    private void warn(OsException reason) {
        long now = clock.epochMicros();
        if (now >= quietUntilMicros) {
            quietUntilMicros = now + QUIET_MICROS;
            LOG.warn("{} cannot be written ({}); its stream is counted and dropped", log.path(), reason.getMessage());
        }
    }

    /** Where the log may be written again it goes on with a whole line: bytes lost, 0 where that is not possible. */
    private long dropRestOfLine() {
        byte[] ahead = new byte[DROP_BYTES];
        int peeked = LineEnds.peek(io, pipe, ahead);
        int lineEnd = LineEnds.first(ahead, peeked);
        return peeked == 0 ? 0 : lose(lineEnd < 0 ? peeked : lineEnd + 1);
    }

    private long lose(int most) {
        try {
            byte[] lost = new byte[most];
            long count = io.read(pipe, lost);
            if (count > 0) {
                unwritten.add(lost, (int) count);
                droppedBytes += count;
                inLostLine = lost[(int) count - 1] != '\n';
            }
            return count;
        } catch (OsException e) {
            LOG.error("{} cannot be read: {}", pipePath, e.getMessage());
            return CaptureIo.ENDED;
        }
    }

    /** The last lines of the stream from an offset of the log on, also those that could not be written. */
    List<String> last(int count, long fromOffset) {
        return unwritten.isEmpty() ? LogTailReader.last(log.path(), fromOffset, count) : unwritten.last(count);
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

    /** Ends the capture and removes the pipe; the logs stay. */
    void discard() {
        drain();
        unwatch();
        log.close();
        if (pipe != CLOSED) {
            io.close(pipe);
            pipe = CLOSED;
        }
        pipePath.toFile().delete();
    }
}
