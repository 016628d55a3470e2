package dev.velos.client;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.home.VelosHome;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Checks and makes the folder that a daemon needs before it can say anything itself. */
final class HomeDirectory {
    private static final String REMEDY = "Set VELOS_HOME to a folder that you may write to.";

    private HomeDirectory() {}

    /** Makes the home and its run folder, for their owner alone. */
    static void prepare(VelosHome home) {
        requireShortEnough(home);
        Path directory = home.directory();
        makeDirectory(directory);
        makeDirectory(home.run());
        if (!Files.isWritable(directory) || !Files.isExecutable(directory)) {
            throw unusable(directory, "you may not write to it");
        }
    }

    /** Refuses a home whose socket path the kernel would not take. */
    static void requireShortEnough(VelosHome home) {
        String socket = home.socket().toString();
        // no character takes more than three bytes for each char, so most paths need no encoding to be judged
        if (socket.length() * 3 <= VelosHome.MAX_SOCKET_PATH_BYTES) {
            return;
        }
        int bytes = socket.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (bytes > VelosHome.MAX_SOCKET_PATH_BYTES) {
            throw Failure.unavailable(
                            "The socket path " + socket + " has " + bytes + " bytes, and the system takes at most "
                                    + VelosHome.MAX_SOCKET_PATH_BYTES + ".",
                            "Set VELOS_HOME to a folder with a shorter path.")
                    .asException();
        }
    }

    private static void makeDirectory(Path directory) {
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw unusable(directory, reasonOf(e));
        }
    }

    private static String reasonOf(IOException error) {
        if (error instanceof FileSystemException system) {
            String where = system.getFile() == null ? "" : system.getFile() + ": ";
            return where + (system.getReason() == null ? words(system) : system.getReason());
        }
        return String.valueOf(error.getMessage());
    }

    private static String words(FileSystemException error) {
        return switch (error) {
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.FileAlreadyExistsException _ -> "it is a file, not a folder";
            case java.nio.file.NoSuchFileException _ -> "no such folder";
            default -> "it cannot be made";
        };
    }

    private static VelosException unusable(Path directory, String reason) {
        return Failure.unavailable("The folder " + directory + " cannot be used: " + reason + ".", REMEDY)
                .asException();
    }
}
