package dev.velos.daemon.schedule;

import dev.velos.core.process.Schedule;
import dev.velos.core.schedule.Calendar;
import dev.velos.daemon.supervise.ManagedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** When a process is due next. Owned by the loop. */
final class Appointment {
    /** A clock that is put back by less does not make the same time come twice. */
    private static final Duration SMALL_STEP = Duration.ofHours(1);

    private final ManagedProcess process;
    private final Schedule schedule;
    private final Calendar calendar;
    private Instant last = Instant.EPOCH;
    private Instant next;
    private boolean runs;

    Appointment(ManagedProcess process, Calendar calendar, Instant now) {
        this.process = process;
        this.calendar = calendar;
        schedule = process.spec().schedule();
        plan(now);
    }

    ManagedProcess process() {
        return process;
    }

    Instant next() {
        return next;
    }

    boolean isCurrent() {
        return schedule.equals(process.spec().schedule());
    }

    private void plan(Instant now) {
        boolean putBack = now.isBefore(last) && now.isAfter(last.minus(SMALL_STEP));
        next = calendar.next(putBack ? last : now);
        process.nextRunAt(OptionalLong.of(next.toEpochMilli()));
    }

    /** Whether its time has come; however often it has come since, once. */
    boolean comes(Instant now) {
        boolean due = !next.isAfter(now);
        if (due) {
            last = next;
        }
        plan(now);
        return due;
    }

    /** Notes whether a run goes on; true where one has just ended during which the next one was due. */
    boolean isOwed(boolean runsNow, Instant now) {
        boolean ended = runs && !runsNow;
        runs = runsNow;
        return ended
                && schedule.isJob()
                && schedule.overlap() == Schedule.Overlap.QUEUE
                && !calendar.next(Instant.ofEpochMilli(process.startedAtMillis()))
                        .isAfter(now);
    }
}
