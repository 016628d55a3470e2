package dev.velos.daemon.probe;

import dev.velos.core.process.ExitStatus;
import dev.velos.daemon.os.ProcessControl;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The commands that run for probes. Owned by the loop. */
final class Commands {
    private static final int SIGKILL = 9;

    private final ProcessControl processes;
    private final Map<Long, CommandProbe> running = new HashMap<>();

    Commands(ProcessControl processes) {
        this.processes = processes;
    }

    void add(long pid, CommandProbe probe) {
        running.put(pid, probe);
    }

    /** Kills it with all of its session's group; its end means nothing any more. */
    void kill(long pid) {
        running.remove(pid);
        processes.signalGroup(pid, SIGKILL);
    }

    void ended(long pid, OptionalInt waitStatus) {
        CommandProbe probe = running.remove(pid);
        if (probe != null) {
            probe.ended(
                    waitStatus.isPresent() ? ExitStatus.ofWaitStatus(waitStatus.getAsInt()) : new ExitStatus.Unknown());
        }
    }
}
