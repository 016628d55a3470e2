package dev.velos.daemon.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether Linux lets a process take descriptors of others of its user: Yama may forbid it (ptrace(2)). Stateless. */
public final class PtraceScope {
    private static final Path SETTING = Path.of("/proc/sys/kernel/yama/ptrace_scope");
    private static final String OF_ANYBODY = "0";

    private PtraceScope() {}

    /** Whether pidfd_getfd(2) works on processes that are no children of the caller. */
    public static boolean allowsStrangers(int user) {
        if (user == 0) {
            return true;
        }
        try {
            return Files.readString(SETTING).strip().equals(OF_ANYBODY);
        } catch (IOException e) {
            return true; // a kernel without Yama
        }
    }
}
