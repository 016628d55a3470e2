package dev.velos.cli.command;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is written to the end of a file that is never rotated, byte by byte. The file may come later. Owned by the thread
 * that reads.
 */
final class FileTail implements AutoCloseable {
    private final Path file;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
    private long position;
    private FileChannel channel;

    private FileTail(Path file, long position) {
        this.file = file;
        this.position = position;
    }

    /** From the present end on. */
    static FileTail atEnd(Path file) {
        try {
            return new FileTail(file, Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Who gets the bytes. */
    interface Drain {
        void take(byte[] bytes, int from, int to);
    }

    /** Gives all that has come. */
    void read(Drain drain) {
        try {
            if (channel == null && Files.exists(file)) {
                channel = FileChannel.open(file);
            }
            while (channel != null && channel.read(buffer.clear(), position) > 0) {
                position += buffer.position();
                drain.take(buffer.array(), 0, buffer.position());
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static VelosException unreadable(Path file, IOException e) {
        return Failure.unavailable(file + " cannot be read: " + e.getMessage() + ".", "Check who owns it.")
                .asException();
    }
}
