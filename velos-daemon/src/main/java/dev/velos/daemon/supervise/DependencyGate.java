package dev.velos.daemon.supervise;

import dev.velos.core.process.Condition.Health;
import dev.velos.core.process.Dependencies;
import dev.velos.core.process.Dependencies.Condition;
import dev.velos.core.process.ProcessName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets processes start when those that they depend on are far enough, and stop when those that depend on them are down.
 * Owned by the loop; costs nothing as long as nobody waits.
 */
final class DependencyGate {
    private final Supervisor supervisor;
    private final Set<ManagedProcess> starting = new LinkedHashSet<>();
    private final Set<ManagedProcess> stopping = new LinkedHashSet<>();

    DependencyGate(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /** What keeps a process from being started; where there is something, it is told when that changes. */
    Optional<Unmet> unmet(ManagedProcess process) {
        for (Map.Entry<ProcessName, Condition> on :
                process.spec().dependencies().on().entrySet()) {
            Optional<Unmet> unmet = unmet(process, on.getKey(), on.getValue());
            if (unmet.isPresent()) {
                starting.add(process);
                return unmet;
            }
        }
        return Optional.empty();
    }

    private Optional<Unmet> unmet(ManagedProcess process, ProcessName name, Condition condition) {
        List<ManagedProcess> others = supervisor.byName(name);
        if (others.isEmpty()) {
            return Optional.of(new Unmet(name + " is not in the list", true));
        }
        return others.stream()
                .filter(other -> !isMet(other, condition))
                .findFirst()
                .map(other -> describe(process, other, condition));
    }

    private static boolean isMet(ManagedProcess other, Condition condition) {
        boolean online = other.state() instanceof ProcessState.Online;
        return switch (condition) {
            case STARTED -> online || other.state() instanceof ProcessState.Launching;
            case READY -> online;
            case HEALTHY ->
                online
                        && other.condition()
                                .health()
                                .filter(Health.HEALTHY::equals)
                                .isPresent();
            case COMPLETED -> other.state() instanceof ProcessState.Completed;
        };
    }

    private Unmet describe(ManagedProcess process, ManagedProcess other, Condition condition) {
        String text = other + " not " + condition.wire();
        ProcessState state = other.state();
        if (state instanceof ProcessState.Held && isInCircle(process)) {
            return new Unmet(text + ", which depends on it in turn", true);
        }
        boolean ended = state instanceof ProcessState.Errored
                || state instanceof ProcessState.Completed
                || state instanceof ProcessState.Stopped && other.goal() == Goal.DOWN;
        boolean failed = ended
                || state instanceof ProcessState.Waiting
                || state instanceof ProcessState.Held held && held.unmet().isHopeless();
        return failed ? new Unmet(text + ", it is " + state.status().wire(), true) : new Unmet(text, false);
    }

    private boolean isInCircle(ManagedProcess process) {
        return circle().filter(circle -> circle.contains(process.spec().name())).isPresent();
    }

    private Optional<List<ProcessName>> circle() {
        Map<ProcessName, Dependencies> all = new HashMap<>();
        supervisor.all().forEach(it -> all.put(it.spec().name(), it.spec().dependencies()));
        return Dependencies.circle(all);
    }

    /** The names that any process in the table depends on. */
    Set<ProcessName> needed() {
        Set<ProcessName> needed = new HashSet<>();
        supervisor
                .all()
                .forEach(process ->
                        needed.addAll(process.spec().dependencies().on().keySet()));
        return needed;
    }

    /** Whether a process that is to stop has to wait for others that are to stop and depend on it. */
    boolean holdsUp(ManagedProcess process) {
        boolean held = supervisor.all().stream()
                .anyMatch(other -> other.goal() == Goal.DOWN
                        && !other.state().isDown()
                        && other != process
                        && other.spec()
                                .dependencies()
                                .on()
                                .containsKey(process.spec().name()));
        if (held && circle().isPresent()) {
            return false;
        }
        if (held) {
            stopping.add(process);
        }
        return held;
    }

    /** Something has changed in the table. */
    void look() {
        if (!starting.isEmpty()) {
            for (ManagedProcess process : List.copyOf(starting)) {
                lookAtStart(process);
            }
        }
        if (!stopping.isEmpty()) {
            for (ManagedProcess process : List.copyOf(stopping)) {
                stopping.remove(process);
                if (process.goal() == Goal.DOWN && !holdsUp(process)) {
                    supervisor.post(process, new ProcessEvent.GoalChanged());
                }
            }
        }
    }

    private void lookAtStart(ManagedProcess process) {
        if (!(process.state() instanceof ProcessState.Held held)) {
            if (!(process.state() instanceof ProcessState.Spawning)) { // that it is held is on its way still
                starting.remove(process);
            }
            return;
        }
        Optional<Unmet> unmet = unmet(process);
        if (unmet.isEmpty()) {
            starting.remove(process);
            supervisor.post(process, new ProcessEvent.Cleared());
        } else if (!unmet.get().equals(held.unmet())) {
            supervisor.post(process, new ProcessEvent.NotYet(unmet.get()));
        }
    }
}
