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

    private final OutputStream stream;
    private final StringBuilder text = new StringBuilder(512);

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

    /** Throws {@link PipeClosed} where nobody reads, and a failure where it cannot be written, as on a full disk. */
    public void flush() {
        if (text.isEmpty()) {
            return;
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        try {
            stream.write(bytes);
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
