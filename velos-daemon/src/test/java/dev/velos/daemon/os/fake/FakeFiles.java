package dev.velos.daemon.os.fake;

import dev.velos.daemon.os.OsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Empty files that stand for pipes, sockets and locks, so that a test finds them where they belong. */
final class FakeFiles {
    private FakeFiles() {}

    /** Makes a file for the owner only, which must not be there. */
    static void create(String call, Path path) throws OsException {
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw FakeFailures.of(call, e);
        }
    }
}
