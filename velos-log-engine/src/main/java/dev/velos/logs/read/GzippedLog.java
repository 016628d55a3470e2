package dev.velos.logs.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A rotated file that was compressed, as plain bytes in a temporary file that nobody else sees. Stateless. */
final class GzippedLog {
    private static final int BUFFER_BYTES = 64 << 10;

    private GzippedLog() {}

    /** The bytes, from 0; the temporary file goes when the channel is closed. */
    static FileChannel plain(Path compressed) throws IOException {
        try (InputStream in = Files.newInputStream(compressed)) {
            Path temporary = Files.createTempFile("velos", ".log"); // mode 0600
            FileChannel channel = FileChannel.open(
                    temporary, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            try {
                OutputStream out = Channels.newOutputStream(channel);
                new GZIPInputStream(in, BUFFER_BYTES).transferTo(out);
                return channel;
            } catch (ZipException | EOFException e) {
                channel.close();
                throw new IOException(compressed + " is damaged (" + e.getMessage() + "); remove it", e);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }
    }
}
