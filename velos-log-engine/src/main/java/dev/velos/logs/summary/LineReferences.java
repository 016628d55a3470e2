package dev.velos.logs.summary;

import dev.velos.logs.event.Level;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The template of each event, in order, kept in a temporary file of four bytes an event, as templates are known only
 * after the last. Written by one thread, then read by another.
 */
@SuppressWarnings("EnumOrdinal") // the file lives no longer than the process
public final class LineReferences implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LEVEL_BITS = 3;

    private final Path file;
    private final DataOutputStream out;

    /** What is told of each event. */
    public interface Reader {
        /** @param reference as the miner gave it out */
        void line(int reference, Level level) throws IOException;
    }

    public LineReferences() throws IOException {
        file = Files.createTempFile("velos-templates", ".bin");
        out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
    }

    void add(int reference, Level level) {
        try {
            out.writeInt(reference << LEVEL_BITS | level.ordinal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void end() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads all, after the last was written. */
    public void read(Reader reader) throws IOException {
        Level[] levels = Level.values();
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
            while (true) {
                int value = in.readInt();
                reader.line(value >>> LEVEL_BITS, levels[value & (1 << LEVEL_BITS) - 1]);
            }
        } catch (EOFException e) {
            // the end of what was written
        }
    }

    /** Removes the file. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }
}
