package dev.velos.daemon.os.fake;

import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A log, which is a real file, because others than the backend rename, read and cut it, too. */
record FakeLog(Path path, FileChannel channel) implements FakeHandles.Thing {
    private static final String OWNER_ONLY = "rw-------";

    static FakeLog open(Path path) throws OsException {
        try {
            return new FakeLog(
                    path,
                    FileChannel.open(
                            path,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))));
        } catch (IOException e) {
            throw FakeFailures.of("open " + path, e);
        }
    }

    /** A file that is not at its path counts as removed; the backend has no business with renamed ones. */
    long size() throws OsException {
        if (Files.notExists(path)) {
            throw new OsException("write to a log", Errno.ENOENT, "the file was removed");
        }
        try {
            return channel.size();
        } catch (IOException e) {
            throw FakeFailures.of("size of " + path, e);
        }
    }

    void append(byte[] bytes, int length) throws OsException {
        try {
            channel.position(size());
            ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (OsException e) {
            throw e;
        } catch (IOException e) {
            throw FakeFailures.of("write to " + path, e);
        }
    }

    void truncate() throws OsException {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            throw FakeFailures.of("empty " + path, e);
        }
    }

    @Override
    public int ready() {
        return 0;
    }

    @Override
    public void closed() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
