package dev.velos.daemon.reload;

import dev.velos.core.process.ReloadPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far a reload has come: a pure function from what it is and what happens to what it is next and what to do. An
 * instance is waiting, starting (its successor is not ready yet), retiring (the successor has taken over, the old one
 * ends) or in none of these. Immutable.
 *
 * @param problem why it goes no further; what has begun is brought to an end
 * @param pausing whether it waits before it goes on
 */
record Rollout(
        ReloadPolicy policy,
        SortedSet<Integer> waiting,
        SortedSet<Integer> starting,
        SortedSet<Integer> retiring,
        SortedSet<Integer> reloaded,
        Optional<Problem> problem,
        boolean pausing) {
    /** Which instance has failed, and why. */
    record Problem(int instance, String reason) {}

    /** What can happen. */
    sealed interface Event {
        record Begin() implements Event {}

        /** The successor of an instance is ready. */
        record Ready(int instance) implements Event {}

        /** It will not be. */
        record Failed(int instance, String reason) implements Event {}

        /** The old one of an instance is gone. */
        record Retired(int instance) implements Event {}

        /** Somebody wants an instance stopped, or started anew in another way: it is none of this reload any more. */
        record Dropped(int instance) implements Event {}

        record PauseOver() implements Event {}
    }

    /** What is to be done. */
    sealed interface Step {
        /** Start a successor; where no surge is allowed, after the old one has ended. */
        record Start(int instance) implements Step {}

        /** Let the successor take over, and end the old one. */
        record TakeOver(int instance) implements Step {}

        /** End a successor that is not ready. */
        record Abandon(int instance) implements Step {}

        record Pause() implements Step {}
    }

    /** What follows an event. */
    record Next(Rollout rollout, List<Step> steps) {
        Next {
            steps = List.copyOf(steps);
        }
    }

    Rollout {
        waiting = new TreeSet<>(waiting);
        starting = new TreeSet<>(starting);
        retiring = new TreeSet<>(retiring);
        reloaded = new TreeSet<>(reloaded);
    }

    static Rollout of(ReloadPolicy policy, Collection<Integer> instances) {
        SortedSet<Integer> none = new TreeSet<>();
        return new Rollout(policy, new TreeSet<>(instances), none, none, none, Optional.empty(), false);
    }

    /** Whether nothing is left to be done. */
    boolean isOver() {
        return waiting.isEmpty() && starting.isEmpty() && retiring.isEmpty();
    }

    Next on(Event event) {
        Draft draft = new Draft(this);
        switch (event) {
            case Event.Begin _ -> {}
            case Event.Ready(int instance) -> draft.ready(instance);
            case Event.Failed(int instance, String reason) -> draft.failed(instance, reason);
            case Event.Retired(int instance) -> draft.retiring.remove(instance);
            case Event.Dropped(int instance) -> draft.drop(instance);
            case Event.PauseOver _ -> draft.pausing = false;
        }
        draft.goOn();
        return new Next(draft.rollout(), draft.steps);
    }

    /** A rollout that is being changed. Lives within one event. */
    private static final class Draft {
        private final ReloadPolicy policy;
        private final SortedSet<Integer> waiting;
        private final SortedSet<Integer> starting;
        private final SortedSet<Integer> retiring;
        private final SortedSet<Integer> reloaded;
        private final List<Step> steps = new ArrayList<>();
        private Optional<Problem> problem;
        private boolean pausing;

        Draft(Rollout rollout) {
            policy = rollout.policy;
            waiting = new TreeSet<>(rollout.waiting);
            starting = new TreeSet<>(rollout.starting);
            retiring = new TreeSet<>(rollout.retiring);
            reloaded = new TreeSet<>(rollout.reloaded);
            problem = rollout.problem;
            pausing = rollout.pausing;
        }

        Rollout rollout() {
            return new Rollout(policy, waiting, starting, retiring, reloaded, problem, pausing);
        }

        void ready(int instance) {
            if (!starting.remove(instance)) {
                return;
            }
            reloaded.add(instance);
            retiring.add(instance);
            steps.add(new Step.TakeOver(instance));
            if (!policy.pause().isZero() && !waiting.isEmpty()) {
                pausing = true;
                steps.add(new Step.Pause());
            }
        }

        /** The others that are on their way are given up as well: what failed for one will fail for the next. */
        void failed(int instance, String reason) {
            if (!starting.remove(instance)) {
                return;
            }
            problem = Optional.of(new Problem(instance, reason));
            waiting.clear();
            steps.add(new Step.Abandon(instance));
            starting.forEach(other -> steps.add(new Step.Abandon(other)));
            starting.clear();
        }

        void drop(int instance) {
            waiting.remove(instance);
            if (starting.remove(instance)) {
                steps.add(new Step.Abandon(instance));
            }
        }

        void goOn() {
            while (!pausing && !waiting.isEmpty() && starting.size() < policy.parallel() && hasRoom()) {
                int instance = waiting.removeFirst();
                starting.add(instance);
                steps.add(new Step.Start(instance));
            }
        }

        /** Without a surge, nothing runs beside what is usual; then only the number at once counts. */
        private boolean hasRoom() {
            int surge = policy.maxSurge().orElse(policy.parallel());
            return surge == 0 || starting.size() + retiring.size() < surge;
        }
    }
}
