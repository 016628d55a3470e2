package dev.velos.cli.output;

import dev.velos.core.failure.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text on its way out, as UTF-8, gathered until {@link #flush}. Owned by the thread that runs the command. Logs and
 * names pass through unharmed whatever the locale says; only our own ornaments mind it (see {@link Glyphs}).
 */
public final class TextSink {
    private static final int FLUSH_CHARS = 64 * 1024;
    private static final int BLOCK_BYTES = 64 * 1024;

    private final OutputStream stream;
    private final StringBuilder text = new StringBuilder(512);
    private byte[] block = {};
    private int blockLength;

    public TextSink(OutputStream stream) {
        this.stream = stream;
    }

    public TextSink print(String part) {
        text.append(part);
        if (text.length() >= FLUSH_CHARS) {
            flush();
        }
        return this;
    }

    public TextSink line(String line) {
        return print(line).print("\n");
    }

    /** Bytes as they are, whether they are UTF-8 or not. */
    public TextSink bytes(byte[] bytes, int from, int to) {
        gatherText();
        if (block.length == 0) {
            block = new byte[BLOCK_BYTES];
        }
        if (blockLength + to - from > block.length) {
            writeBlock();
        }
        if (to - from > block.length) {
            write(bytes, from, to - from);
        } else {
            System.arraycopy(bytes, from, block, blockLength, to - from);
            blockLength += to - from;
        }
        return this;
    }

    /** Text that stands before bytes goes before them. */
    private void gatherText() {
        if (!text.isEmpty()) {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            text.setLength(0);
            bytes(bytes, 0, bytes.length);
        }
    }

    private void writeBlock() {
        int length = blockLength;
        blockLength = 0;
        write(block, 0, length);
    }

    /** Throws {@link PipeClosed} where nobody reads, and a failure where it cannot be written, as on a full disk. */
    public void flush() {
        if (blockLength > 0) {
            gatherText();
            writeBlock();
            return;
        }
        if (text.isEmpty()) {
            return;
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        write(bytes, 0, bytes.length);
    }

    private void write(byte[] bytes, int from, int length) {
        try {
            stream.write(bytes, from, length);
            stream.flush();
        } catch (IOException e) {
            throw isBrokenPipe(e) ? new PipeClosed() : unwritable(e);
        }
    }

    private static boolean isBrokenPipe(IOException error) {
        return String.valueOf(error.getMessage()).contains("Broken pipe");
    }

    private static RuntimeException unwritable(IOException error) {
        return Failure.internal(
                        "The output cannot be written: " + error.getMessage() + ".", "Make room, or send it elsewhere.")
                .asException();
    }
}
