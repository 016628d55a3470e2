package dev.velos.daemon.os.posix;

import dev.velos.daemon.os.SpawnRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.constants.platform.Errno;

/**
 * Finds out which step of a spawn failed: posix_spawn(3) gives the error number and not the step. Words
 * alone speak of the program itself.
 */
final class SpawnFailure {
    private SpawnFailure() {}

    static String describe(SpawnRequest request, int nativeErrno, String words) {
        for (String pipe : new String[] {request.stdout(), request.stderr()}) {
            if (!Files.exists(Path.of(pipe))) {
                return words + ": the pipe " + pipe;
            }
        }
        Path directory = Path.of(request.directory());
        if (!Files.isDirectory(directory) || !Files.isExecutable(directory)) {
            return words + ": the folder " + directory;
        }
        Path executable = Path.of(request.executable());
        if (Errno.valueOf(nativeErrno) == Errno.ENOENT && Files.exists(executable)) {
            return words + ": " + interpreter(executable);
        }
        return words;
    }

    /** A file that is there and still "does not exist" names an interpreter or a loader that is missing. */
    private static String interpreter(Path executable) {
        try (BufferedReader lines = Files.newBufferedReader(executable, StandardCharsets.ISO_8859_1)) {
            String first = lines.readLine();
            return first != null && first.startsWith("#!")
                    ? "the interpreter of " + executable + ", "
                            + first.substring(2).strip()
                    : "the loader of " + executable;
        } catch (IOException e) {
            return executable.toString();
        }
    }
}
