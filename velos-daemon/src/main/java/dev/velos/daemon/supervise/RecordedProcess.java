package dev.velos.daemon.supervise;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.process.RestartCause;
import java.util.List;
import java.util.Optional;

/**
 * One process as an earlier daemon wrote it down.
 *
 * @param child the latest program; empty where none was known to run
 * @param waitMillis how long it was still to wait for its restart; {@link #FOR_ITS_SCHEDULE} between two runs of a job
 * @param sweeping whether the main process had ended and its family was being told to end
 * @param cause why another life is to follow, where it was being ended for that
 * @param end how the latest program ended, where it is sweeping or completed; else unknown
 * @param lives those that are over, oldest first
 */
public record RecordedProcess(
        long id,
        int instance,
        ProcessSpec spec,
        Goal goal,
        ProcessStatus status,
        Tally tally,
        Optional<Child> child,
        boolean sweeping,
        ExitStatus end,
        Optional<RestartCause> cause,
        long waitMillis,
        long startedAtMillis,
        List<Life> lives) {
    /** It waits for as long as its schedule says. */
    public static final long FOR_ITS_SCHEDULE = -1;

    public RecordedProcess {
        lives = List.copyOf(lives);
    }

    boolean isScheduled() {
        return waitMillis == FOR_ITS_SCHEDULE;
    }

    /** The same, wanted down. */
    RecordedProcess wantedDown() {
        return new RecordedProcess(
                id,
                instance,
                spec,
                Goal.DOWN,
                status,
                tally,
                child,
                sweeping,
                end,
                cause,
                waitMillis,
                startedAtMillis,
                lives);
    }

    /** The same, when the machine was started anew since: no pid of the record means anything any more. */
    public RecordedProcess afterReboot() {
        boolean wasAlive = status.isAlive();
        return new RecordedProcess(
                id,
                instance,
                spec,
                goal,
                wasAlive && goal == Goal.DOWN ? ProcessStatus.STOPPED : status,
                tally,
                Optional.empty(),
                false,
                end,
                cause,
                waitMillis,
                startedAtMillis,
                lives);
    }
}
