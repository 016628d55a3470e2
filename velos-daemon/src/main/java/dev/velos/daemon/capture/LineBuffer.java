package dev.velos.daemon.capture;

import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What has been read from a stream whose log is made line by line, and is not yet in the log: the beginning of a line that
 * has not ended, and lines on their way. In memory that is mapped from a file, as {@link StagingBuffer}, and by the same means: a
 * change is written to the slot that does not count, and takes effect with one store. Owned by the loop.
 */
final class LineBuffer {
    /** Room for the longest line twice, so that what is left can be moved without touching what counts. */
    static final int CAPACITY = 2 * LineFormat.MAX_LINE_BYTES + 2;

    private static final int HEADER_BYTES = 16 << 10;
    private static final int SLOT_BYTES = HEADER_BYTES / 2;
    private static final int TEXT_BYTES = 3_072;
    private static final int CURRENT = 0;
    private static final int STATE = 4;
    private static final int FROM = 8;
    private static final int MIDDLE = 12;
    private static final int TO = 16;
    private static final int FORMAT = 20;
    private static final int TIME = 24;
    private static final int LOG_SIZE = 32;
    private static final int LABEL = 40;
    private static final int LOG = LABEL + 4 + TEXT_BYTES;

    /** From FROM to TO: bytes in no log. */
    private static final int HELD = 1;

    /** From FROM to MIDDLE: held bytes; from there to TO: where a read puts its bytes. */
    private static final int READING = 2;

    /** From FROM to MIDDLE: whole lines on their way to the log; from there to TO: held bytes. */
    private static final int WRITING = 3;

    private final ByteBuffer header;
    private final ByteBuffer bytes;
    private int current;

    private LineBuffer(ByteBuffer memory) {
        header = memory.slice(0, HEADER_BYTES).order(ByteOrder.nativeOrder());
        bytes = memory.slice(HEADER_BYTES, CAPACITY);
        current = header.getInt(CURRENT) & 1;
    }

    /** In a file, which is made where it is missing (mode 0600), or in plain memory where the disk has no place. */
    static LineBuffer open(Path file) {
        return new LineBuffer(
                        OutlivingMemory.open(file, HEADER_BYTES + CAPACITY).bytes())
                .opened();
    }

    /** What an earlier daemon held; what it was writing is for {@link #finish}, which comes first. */
    private LineBuffer opened() {
        int slot = current * SLOT_BYTES;
        int from = header.getInt(slot + FROM);
        int to = end(slot);
        boolean sound = from >= 0 && from <= to && to <= CAPACITY;
        bytes.clear().position(sound ? from : 0).limit(sound ? to : 0);
        return this;
    }

    /** Where the bytes end that are there: a read that a SIGKILL has ended took place, or it did not. */
    private int end(int slot) {
        int to = Math.clamp(header.getInt(slot + TO), 0, CAPACITY);
        int middle = Math.clamp(header.getInt(slot + MIDDLE), 0, to);
        return header.getInt(slot + STATE) == READING && OutlivingMemory.isExpected(bytes, middle, to) ? middle : to;
    }

    /**
     * Writes what a killed daemon had begun to write, or was about to.
     *
     * @param text room for what lines become
     * @return how many bytes were missing in the log
     */
    int finish(CaptureIo io, ByteBuffer text) throws OsException {
        int slot = current * SLOT_BYTES;
        if (header.getInt(slot + STATE) != WRITING) {
            return 0;
        }
        int middle = Math.clamp(header.getInt(slot + MIDDLE), bytes.position(), bytes.limit());
        ByteBuffer lines = bytes.duplicate().limit(middle);
        text.clear();
        LineFormat.ofCode(header.getInt(slot + FORMAT))
                .addAll(text(slot + LABEL), header.getLong(slot + TIME), lines, text);
        text.flip();
        int log = io.openLog(Path.of(text(slot + LOG)));
        try {
            long written = io.size(log) - header.getLong(slot + LOG_SIZE);
            text.position((int) Math.clamp(written, 0L, (long) text.limit()));
            int missing = text.remaining();
            io.append(log, text);
            bytes.position(middle);
            hold();
            return missing;
        } finally {
            io.close(log);
        }
    }

    private String text(int at) {
        byte[] text = new byte[Math.clamp(header.getInt(at), 0, TEXT_BYTES)];
        header.get(at + 4, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private void put(int at, String text) {
        byte[] coded = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(coded.length, TEXT_BYTES);
        header.putInt(at, length);
        header.put(at + 4, coded, 0, length);
    }

    /** What is in no log yet: position to limit. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Reads what waits in a pipe behind what is held, at most {@code limit} bytes; as {@link CaptureIo#read}. */
    long fill(CaptureIo io, int pipe, int limit) throws OsException {
        moveToFront();
        int from = bytes.position();
        int middle = bytes.limit();
        int wanted = Math.clamp(io.waiting(pipe), 1, Math.min(limit, CAPACITY - middle));
        int to = middle + wanted;
        bytes.limit(to);
        OutlivingMemory.expect(bytes, middle, to);
        commit(READING, from, middle, to);
        try {
            long count = io.read(pipe, bytes.position(middle));
            arrived(from, middle + (int) Math.max(0, count));
            return count;
        } catch (OsException e) {
            arrived(from, middle);
            throw e;
        }
    }

    private void arrived(int from, int to) {
        bytes.limit(to).position(from);
        hold();
    }

    /** Where what is held does not reach into the place that it goes to. */
    private void moveToFront() {
        int length = bytes.remaining();
        if (bytes.position() >= length && bytes.position() > 0) {
            bytes.put(0, bytes, bytes.position(), length);
            bytes.position(0).limit(length);
            hold();
        }
    }

    /** Says that the bytes to {@code middle} are about to be written to a log of that size. */
    void writing(int middle, Path log, long logSize, LineFormat format, String label, long micros) {
        int slot = (1 - current) * SLOT_BYTES;
        header.putInt(slot + FORMAT, format.code());
        header.putLong(slot + TIME, micros);
        header.putLong(slot + LOG_SIZE, logSize);
        put(slot + LABEL, label);
        put(slot + LOG, log.toString());
        commit(WRITING, bytes.position(), middle, bytes.limit());
    }

    /** Says that the bytes from position to limit are all that is held. */
    void hold() {
        commit(HELD, bytes.position(), bytes.position(), bytes.limit());
    }

    private void commit(int state, int from, int middle, int to) {
        int next = 1 - current;
        int slot = next * SLOT_BYTES;
        header.putInt(slot + STATE, state);
        header.putInt(slot + FROM, from);
        header.putInt(slot + MIDDLE, middle);
        header.putInt(slot + TO, to);
        VarHandle.releaseFence();
        current = next;
        header.putInt(CURRENT, next);
        VarHandle.releaseFence();
    }

    /** Nothing is held any more. */
    void clear() {
        bytes.position(0).limit(0);
        hold();
    }
}
