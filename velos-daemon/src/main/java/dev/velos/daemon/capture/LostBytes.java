package dev.velos.daemon.capture;

import dev.velos.daemon.os.OsException;
import java.nio.ByteBuffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of a stream could not be written: counted and dropped, but for its last lines. Owned by the stream. */
final class LostBytes {
    private static final Logger LOG = LoggerFactory.getLogger(LostBytes.class);

    private static final long QUIET_MICROS = 60_000_000;
    private static final int PART_BYTES = 64 << 10;

    private final StreamLog log;
    private LineRing lines = new LineRing();
    private long count;
    private boolean dropping;
    private long quietUntilMicros;

    /** Whether the last byte that was lost is within a line. */
    private boolean inLine;

    LostBytes(StreamLog log) {
        this.log = log;
    }

    /** Whether the log could not be written last. */
    boolean isDropping() {
        return dropping;
    }

    long count() {
        return count;
    }

    /** Drops what is staged. */
    void drop(OsException reason, long nowMicros) {
        if (!dropping) {
            dropping = true;
            warn(reason, nowMicros);
        }
        inLine = !LineEnds.atEnd(log.staged());
        while (log.staged().hasRemaining()) {
            lose(log.staged().remaining());
        }
        log.giveUp();
    }

    /** A disk that is full but for a few bytes now and then is worth one line a minute. */
    private void warn(OsException reason, long nowMicros) {
        if (nowMicros >= quietUntilMicros) {
            quietUntilMicros = nowMicros + QUIET_MICROS;
            LOG.warn("{} cannot be written ({}); its stream is counted and dropped", log.path(), reason.getMessage());
        }
    }

    /** Where the log may be written again it goes on with a whole line. */
    void dropRestOfLine() {
        if (inLine) {
            int rest = LineEnds.firstLine(log.staged());
            inLine = !LineEnds.after(log.staged(), rest);
            while (rest > 0) {
                rest -= lose(rest);
            }
        }
    }

    private int lose(int most) {
        byte[] lost = new byte[Math.min(most, PART_BYTES)];
        ByteBuffer staged = log.staged();
        staged.get(lost);
        lines.add(lost, lost.length);
        count += lost.length;
        return lost.length;
    }

    /** The log is written again. */
    void over(long nowMicros) {
        if (dropping) {
            dropping = false;
            inLine = false;
            lines = new LineRing();
            if (nowMicros >= quietUntilMicros) {
                LOG.info("{} is written again; {} bytes of it were lost in all", log.path(), count);
            }
        }
    }

    boolean hasLines() {
        return !lines.isEmpty();
    }

    List<String> last(int most) {
        return lines.last(most);
    }

    void clearLines() {
        lines.clear();
    }
}
