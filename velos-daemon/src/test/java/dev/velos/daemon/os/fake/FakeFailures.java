package dev.velos.daemon.os.fake;

import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Failures in the words of the C library. */
final class FakeFailures {
    private FakeFailures() {}

    static OsException of(String call, IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> new OsException(call, Errno.ENOENT, "No such file or directory");
            case AccessDeniedException _ -> new OsException(call, Errno.EACCES, "Permission denied");
            case FileAlreadyExistsException _ -> new OsException(call, Errno.EEXIST, "File exists");
            default -> new OsException(call, Errno.EINVAL, String.valueOf(cause.getMessage()));
        };
    }
}
