package dev.velos.daemon.journal;

import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.FieldsCodec;
import dev.velos.core.protocol.WireException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of records, each a length (u32), a CRC-32 of the body (u32) and a body. Reading ends at the first record
 * that is torn or does not match: what a daemon was writing when it was killed had not taken effect yet. Owned by
 * the loop.
 *
 * <p>Room for records to come is written ahead as zeros, so that a disk which fills up does not stop the journal at
 * once; a length of 0 ends the file.
 */
public final class JournalFile {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
    private static final int HEADER_BYTES = 8;

    /** A request has 16 MiB at most, and the record of what it starts somewhat more. */
    private static final int MAX_RECORD_BYTES = 32 << 20;

    private static final int AHEAD_BYTES = 256 << 10;

    private final Path path;
    private final RandomAccessFile file;
    private final CRC32 crc = new CRC32();
    private long end;
    private long allocated;
    private long position = -1;

    private JournalFile(Path path, RandomAccessFile file, long end) throws IOException {
        this.path = path;
        this.file = file;
        this.end = end;
        allocated = file.length();
    }

    /** Goes on after the last whole record of a file, which is made where it is missing. */
    static JournalFile append(Path path) throws IOException {
        Content content = read(path);
        JournalFile file = new JournalFile(path, new RandomAccessFile(path.toFile(), "rw"), content.end);
        if (content.isTorn) {
            file.wipeRest();
        }
        return file;
    }

    /** Whole records behind a torn one must not come to life again when a new one takes its place. */
    private void wipeRest() throws IOException {
        byte[] zeros = new byte[AHEAD_BYTES];
        file.seek(end);
        for (long left = allocated - end; left > 0; left -= zeros.length) {
            file.write(zeros, 0, (int) Math.min(left, zeros.length));
        }
    }

    /** An empty file beside the path, to be put in its place by {@link #replace}. */
    public static JournalFile create(Path path) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new JournalFile(fresh, new RandomAccessFile(fresh.toFile(), "rw"), 0);
    }

    /** Appends them with one write: a death leaves the first ones of them, or all. */
    public void append(Fields... records) throws IOException {
        byte[][] bodies = new byte[records.length][];
        int total = 0;
        for (int i = 0; i < records.length; i++) {
            bodies[i] = FieldsCodec.encode(records[i]);
            total += HEADER_BYTES + bodies[i].length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(total);
        for (byte[] body : bodies) {
            crc.reset();
            crc.update(body);
            bytes.putInt(body.length).putInt((int) crc.getValue()).put(body);
        }
        append(bytes.array());
    }

    private void append(byte[] bytes) throws IOException {
        if (end + bytes.length > allocated) {
            allocate(bytes.length);
        }
        if (position != end) {
            file.seek(end);
        }
        position = -1; // unknown, should the write fail
        file.write(bytes);
        end += bytes.length;
        position = end;
    }

    /** A disk that is nearly full gives what it has, which may be enough for this record. */
    private void allocate(int needed) throws IOException {
        byte[] zeros = new byte[needed + AHEAD_BYTES];
        file.seek(allocated);
        position = -1;
        try {
            file.write(zeros);
            allocated += zeros.length;
        } catch (IOException e) {
            allocated = file.length();
            if (end + needed > allocated) {
                throw e;
            }
        }
    }

    /** Bytes of records. */
    long size() {
        return end;
    }

    /** Gives back the room that was taken ahead: no record will come any more. */
    public void trim() throws IOException {
        file.setLength(end);
        allocated = end;
    }

    /** Makes this file last, and the one at that path from now on. */
    public void replace(Path target) throws IOException {
        file.getFD().sync();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Closes and removes it, as far as that is possible. */
    public void abandon() {
        try {
            file.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.debug("{} cannot be removed; the next rewriting does it", path, e);
        }
    }

    /** Lets go of the file. */
    public void close() throws IOException {
        file.close();
    }

    /** The whole records of a file, where they end, and whether anything but zeros follows. */
    public record Content(List<Fields> records, long end, boolean isTorn) {}

    /** The records of a file; none of one that is missing. */
    public static Content read(Path path) throws IOException {
        List<Fields> records = new ArrayList<>();
        if (!Files.exists(path)) {
            return new Content(records, 0, false);
        }
        byte[] file = Files.readAllBytes(path);
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int end = 0;
        while (bytes.remaining() >= HEADER_BYTES) {
            int length = bytes.getInt();
            int crc = bytes.getInt();
            if (length <= 0 || length > MAX_RECORD_BYTES || length > bytes.remaining()) {
                break;
            }
            byte[] body = new byte[length];
            bytes.get(body);
            CRC32 actual = new CRC32();
            actual.update(body);
            if ((int) actual.getValue() != crc) {
                break;
            }
            try {
                records.add(FieldsCodec.decode(body));
            } catch (WireException e) {
                break; // matches its sum but is no record: written by something else
            }
            end = bytes.position();
        }
        return new Content(records, end, !isZero(file, end));
    }

    private static boolean isZero(byte[] file, int from) {
        for (int i = from; i < file.length; i++) {
            if (file[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
