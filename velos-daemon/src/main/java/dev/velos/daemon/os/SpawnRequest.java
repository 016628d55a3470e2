package dev.velos.daemon.os;

import dev.velos.core.process.KernelSettings;
import java.util.List;

/**
 * A program to start. It sees the descriptors 0, 1 and 2, those that it is handed, and no other, default
 * dispositions for all signals and an empty signal mask.
 *
 * @param executable absolute path of the program
 * @param argv its words, the first one its own name
 * @param directory absolute path of its working directory
 * @param stdout absolute path of the named pipe for its standard output, opened for reading and writing so that the
 *     program meets neither SIGPIPE nor an end while no daemon reads
 * @param stderr the same for its standard error
 * @param stdin absolute path of what it reads from: {@link #NO_INPUT}, or a named pipe, opened like the others
 * @param kernel what else the operating system is told; where it refuses, nothing runs
 * @param handed handles of {@link HandedSockets} that the program finds as its descriptors from 3 on
 */
public record SpawnRequest(
        String executable,
        List<String> argv,
        Environment environment,
        String directory,
        String stdin,
        String stdout,
        String stderr,
        KernelSettings kernel,
        List<Integer> handed) {
    /** Ends at once. */
    public static final String NO_INPUT = "/dev/null";

    public SpawnRequest {
        argv = List.copyOf(argv);
        handed = List.copyOf(handed);
    }

    /** With nothing to read, and nothing else asked of the operating system. */
    public SpawnRequest(
            String executable,
            List<String> argv,
            Environment environment,
            String directory,
            String stdout,
            String stderr) {
        this(executable, argv, environment, directory, NO_INPUT, stdout, stderr, KernelSettings.DEFAULT, List.of());
    }
}
