package dev.velos.logs.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Closes together what was opened one by one. Owned by the reader that opens. */
final class OpenFiles implements Closeable {
    private final List<Closeable> open = new ArrayList<>();

    <T extends Closeable> T add(T file) {
        open.add(file);
        return file;
    }

    /** Closes everything, then throws the first failure with the others in it. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (Closeable file : open) {
            try {
                file.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
