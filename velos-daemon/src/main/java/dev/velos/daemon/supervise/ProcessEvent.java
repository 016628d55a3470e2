package dev.velos.daemon.supervise;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.RestartCause;

/** What can happen to one instance. */
public sealed interface ProcessEvent {
    /**
     * It is wanted up, or down.
     *
     * @param by who wants it so
     */
    record GoalChanged(String by) implements ProcessEvent {
        /** Who is meant where nobody is named. */
        static final String USER = "user";

        GoalChanged() {
            this(USER);
        }
    }

    /** Another life of it is wanted. */
    record RestartAsked(RestartCause cause) implements ProcessEvent {}

    record Spawned(Child child) implements ProcessEvent {}

    record SpawnFailed(String reason) implements ProcessEvent {}

    /** The program has come to rest after its start: it is up. */
    record Settled(long incarnation) implements ProcessEvent {}

    /** The main process of that life has ended. */
    record Exited(long incarnation, ExitStatus status) implements ProcessEvent {}

    /** Nobody of that life's family lives any more. */
    record FamilyGone(long incarnation) implements ProcessEvent {}

    /** It was about to be spawned, or waits for that still: something that it depends on is not far enough. */
    record NotYet(Unmet unmet) implements ProcessEvent {}

    /** All that it depends on is far enough. */
    record Cleared() implements ProcessEvent {}

    /** The time of its schedule has come. */
    record Due() implements ProcessEvent {}

    /**
     * A hook of that life is over.
     *
     * @param problem what was wrong; empty where it has succeeded
     */
    record HookEnded(long incarnation, String problem) implements ProcessEvent {}

    /** The deadline that the state had set. */
    record DeadlinePassed(long deadlineNanos) implements ProcessEvent {}
}
