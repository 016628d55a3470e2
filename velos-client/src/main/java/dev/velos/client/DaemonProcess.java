package dev.velos.client;

import dev.velos.core.home.VelosHome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;

/** What the operating system tells of the daemon that the pid file names. */
final class DaemonProcess {
    private static final long MAX_PID_FILE_BYTES = 64;

    private DaemonProcess() {}

    /** The pid in the pid file; none where there is no such file or no number in it. */
    static OptionalLong recordedPid(VelosHome home) {
        try {
            if (Files.size(home.pidFile()) > MAX_PID_FILE_BYTES) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(
                    Long.parseLong(Files.readString(home.pidFile()).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * The recorded process, where it lives and is a daemon of ours: a pid file outlives its writer, and the number
     * may belong to a stranger by now.
     */
    static Optional<ProcessHandle> alive(VelosHome home) {
        OptionalLong pid = recordedPid(home);
        if (pid.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.of(pid.getAsLong()).filter(ProcessHandle::isAlive).filter(DaemonProcess::looksLikeOurs);
    }

    private static boolean looksLikeOurs(ProcessHandle process) {
        String command = process.info().commandLine().orElse("");
        return command.contains("velos") && command.contains("daemon");
    }

    /** Whether a daemon ended without clearing up: it left its pid file and a journal of processes. */
    static boolean diedAtWork(VelosHome home) {
        return Files.exists(home.pidFile()) && Files.exists(home.journal());
    }
}
