package dev.velos.daemon.capture;

import dev.velos.core.process.LogPolicy;
import dev.velos.daemon.os.OsException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A stream whose log is made line by line: each line formatted, and whole, since others may write to the same file. The
 * beginning of a line is held until its end comes, in a file that outlives the daemon. Owned by the loop.
 */
final class LineLog implements StreamLog {
    private final LogFile target;
    private final Carrier own;
    private final Path file;
    private final LineFormat format;
    private final String label;
    private final ByteBuffer text;
    private LineBuffer buffer;

    /** @param text room for what lines become, which all streams share */
    LineLog(LogFile target, Carrier own, Path file, LineFormat format, String label, ByteBuffer text) {
        this.target = target;
        this.own = own;
        this.file = file;
        this.format = format;
        this.label = label;
        this.text = text;
    }

    private LineBuffer buffer() {
        if (buffer == null) {
            buffer = LineBuffer.open(file);
        }
        return buffer;
    }

    @Override
    public void handTo(Carrier carrier) {
        // only the loop carries for it
    }

    @Override
    public boolean isShareable() {
        return false;
    }

    @Override
    public Path path() {
        return target.path();
    }

    @Override
    public LogPolicy policy() {
        return target.policy();
    }

    @Override
    public long size() {
        return target.size();
    }

    @Override
    public long stage(int pipe, int limit, long nowMicros) throws OsException {
        return buffer().fill(own.io(), pipe, limit);
    }

    @Override
    public long stageLost(int pipe, int limit) throws OsException {
        return buffer().fill(own.io(), pipe, limit);
    }

    @Override
    public ByteBuffer staged() {
        return buffer().bytes();
    }

    @Override
    public void write(long nowMicros) throws OsException {
        ByteBuffer bytes = buffer().bytes();
        writeTo(afterLastLine(bytes), nowMicros);
        if (bytes.remaining() > LineFormat.MAX_LINE_BYTES) {
            writeTo(LineFormat.cut(bytes), nowMicros);
        }
    }

    /** Behind the last line feed; the position where there is none. */
    private static int afterLastLine(ByteBuffer bytes) {
        int at = bytes.limit();
        while (at > bytes.position() && bytes.get(at - 1) != '\n') {
            at--;
        }
        return at;
    }

    /** Writes the lines up to there, each batch so that a kill neither loses nor doubles one. */
    private void writeTo(int end, long nowMicros) throws OsException {
        ByteBuffer bytes = buffer().bytes();
        while (bytes.position() < end) {
            ByteBuffer lines = bytes.duplicate().limit(end);
            text.clear();
            int taken = format.addAll(label, nowMicros, lines, text);
            long size = target.prepare(nowMicros);
            buffer.writing(bytes.position() + taken, target.path(), size, format, label, nowMicros);
            target.appendLines(text.flip(), nowMicros);
            bytes.position(bytes.position() + taken);
            buffer.hold();
        }
    }

    @Override
    public boolean finishLine(long nowMicros) throws OsException {
        boolean held = file.toFile().exists() && buffer().bytes().hasRemaining();
        if (held) {
            writeTo(buffer.bytes().limit(), nowMicros);
        }
        return held;
    }

    @Override
    public void endLine() throws OsException {
        target.prepare(0);
        target.endLine();
    }

    @Override
    public void giveUp() {
        buffer().clear();
    }

    @Override
    public boolean takeCompressible() {
        return target.takeCompressible();
    }

    @Override
    public void flush() throws OsException {
        target.flush();
    }

    @Override
    public void close() {
        target.close();
    }

    @Override
    public void discard() {
        target.close();
        file.toFile().delete();
        buffer = null;
    }
}
