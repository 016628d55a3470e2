package dev.velos.daemon.supervise;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.process.RestartCause;
import java.util.Optional;
import java.util.OptionalLong;

/** Where one instance stands. Times are those of the loop's clock, in nanoseconds. */
public sealed interface ProcessState {
    Tally tally();

    /** The same with other counts. */
    ProcessState withTally(Tally other);

    /** What a user sees of it. */
    ProcessStatus status();

    /** The main process, where it lives. */
    default Optional<Child> child() {
        return Optional.empty();
    }

    /** When the living main process was started. */
    default OptionalLong since() {
        return OptionalLong.empty();
    }

    /** Whether nothing runs and nothing will by itself. */
    default boolean isDown() {
        return this instanceof Down;
    }

    /** Whether a program, or members of its family, may live. */
    default boolean isOfProgram() {
        return this instanceof Alive || this instanceof Sweeping;
    }

    /** When something has to happen if nothing else does. */
    default OptionalLong deadline() {
        return this instanceof Pending pending ? OptionalLong.of(pending.deadlineNanos()) : OptionalLong.empty();
    }

    /** Nothing runs and nothing will by itself. */
    sealed interface Down extends ProcessState {}

    /** Something is to happen at a time. */
    sealed interface Pending extends ProcessState {
        long deadlineNanos();
    }

    /** The main process lives. */
    sealed interface Alive extends ProcessState {
        Child program();

        long sinceNanos();

        @Override
        default Optional<Child> child() {
            return Optional.of(program());
        }

        @Override
        default OptionalLong since() {
            return OptionalLong.of(sinceNanos());
        }
    }

    /** Nothing runs, as the user wished. */
    record Stopped(Tally tally) implements Down {
        @Override
        public ProcessState withTally(Tally other) {
            return new Stopped(other);
        }

        @Override
        public ProcessStatus status() {
            return ProcessStatus.STOPPED;
        }
    }

    /** Ended by itself, and its policy wants no restart. */
    record Completed(Tally tally, ExitStatus end) implements Down {
        @Override
        public ProcessState withTally(Tally other) {
            return new Completed(other, end);
        }

        @Override
        public ProcessStatus status() {
            return ProcessStatus.COMPLETED;
        }
    }

    /** Given up. */
    record Errored(Tally tally) implements Down {
        @Override
        public ProcessState withTally(Tally other) {
            return new Errored(other);
        }

        @Override
        public ProcessStatus status() {
            return ProcessStatus.ERRORED;
        }
    }

    /** Crashed, and waits to be started again. */
    record Waiting(Tally tally, long deadlineNanos) implements Pending {
        @Override
        public ProcessState withTally(Tally other) {
            return new Waiting(other, deadlineNanos);
        }

        @Override
        public ProcessStatus status() {
            return ProcessStatus.WAITING;
        }
    }

    /** A job between two runs; the reason of its tally says what was wrong with the last one. */
    record Scheduled(Tally tally) implements ProcessState {
        @Override
        public ProcessStatus status() {
            return ProcessStatus.WAITING;
        }

        @Override
        public ProcessState withTally(Tally other) {
            return new Scheduled(other);
        }
    }

    /** Waits for something that it depends on before it is spawned. */
    record Held(Tally tally, Unmet unmet) implements ProcessState {
        @Override
        public ProcessState withTally(Tally other) {
            return new Held(other, unmet);
        }

        @Override
        public ProcessStatus status() {
            return ProcessStatus.WAITING;
        }
    }

    /** A hook runs that has to succeed before it is spawned. */
    record Preparing(Tally tally, long deadlineNanos) implements Pending {
        @Override
        public ProcessStatus status() {
            return ProcessStatus.LAUNCHING;
        }

        @Override
        public ProcessState withTally(Tally other) {
            return new Preparing(other, deadlineNanos);
        }
    }

    /** About to be spawned; lasts within one turn, but for a daemon that is killed in it. */
    record Spawning(Tally tally) implements ProcessState {
        @Override
        public ProcessState withTally(Tally other) {
            return new Spawning(other);
        }

        @Override
        public ProcessStatus status() {
            return ProcessStatus.LAUNCHING;
        }
    }

    /** Runs, not yet known to be up. */
    record Launching(Tally tally, Child program, long sinceNanos) implements Alive {
        @Override
        public ProcessState withTally(Tally other) {
            return new Launching(other, program, sinceNanos);
        }

        @Override
        public ProcessStatus status() {
            return ProcessStatus.LAUNCHING;
        }
    }

    /** Runs and is up. */
    record Online(Tally tally, Child program, long sinceNanos) implements Alive {
        @Override
        public ProcessState withTally(Tally other) {
            return new Online(other, program, sinceNanos);
        }

        @Override
        public ProcessStatus status() {
            return ProcessStatus.ONLINE;
        }
    }

    /**
     * Told to end; its main process still lives.
     *
     * @param cause why another life is to follow, where that was asked for
     */
    record Stopping(
            Tally tally, Child program, long sinceNanos, Force force, long deadlineNanos, Optional<RestartCause> cause)
            implements Alive, Pending {
        @Override
        public ProcessState withTally(Tally other) {
            return new Stopping(other, program, sinceNanos, force, deadlineNanos, cause);
        }

        @Override
        public ProcessStatus status() {
            return ProcessStatus.STOPPING;
        }
    }

    /** Its main process has ended; members of its family may live on and are told to end. */
    record Sweeping(Tally tally, Child program, End end, Force force, long deadlineNanos) implements Pending {
        @Override
        public ProcessState withTally(Tally other) {
            return new Sweeping(other, program, end, force, deadlineNanos);
        }

        @Override
        public ProcessStatus status() {
            return end.cause() == End.Cause.ASKED ? ProcessStatus.STOPPING : ProcessStatus.WAITING;
        }
    }
}
