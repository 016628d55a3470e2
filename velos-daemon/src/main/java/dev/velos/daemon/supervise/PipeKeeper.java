package dev.velos.daemon.supervise;

import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.ProcessControl.Spawn;
import dev.velos.daemon.os.ProcessFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a process hold every log pipe open. A named pipe forgets its bytes when the last one who has it open is gone;
 * without a keeper, what a program wrote between the death of the daemon and its own would be lost
 * (docs/decisions/0005). Owned by the loop.
 */
final class PipeKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(PipeKeeper.class);

    /** So many keepers at most; then one takes over from all. */
    private static final int MAX_KEEPERS = 8;

    /** A keeper that somebody ends is replaced so many times; then there is a reason for it, and no more are made. */
    private static final int MAX_DEATHS = 16;

    private static final int SIGKILL = 9;

    private record Held(Keeper keeper, List<String> pipes) {}

    private final Backend backend;
    private final TableRecorder recorder;
    private final String mark;

    /** By pid, what each of our living keepers holds. */
    private final Map<Long, Held> keepers = new LinkedHashMap<>();

    /** By pid, the living keepers of an earlier daemon. */
    private final Map<Long, Keeper> predecessors = new LinkedHashMap<>();

    private final Set<String> kept = new HashSet<>();

    private boolean mayMiss;

    private int deaths;

    /** Set when keepers cannot be had, so that it is not tried again in every turn. */
    private boolean impossible;

    PipeKeeper(Backend backend, TableRecorder recorder, ProgramMark marks) {
        this.backend = backend;
        this.recorder = recorder;
        mark = marks.ofKeepers();
    }

    /** A program was started or taken over: its pipes may need a keeper. */
    void mayMiss() {
        mayMiss = true;
    }

    /** Whether it is one of ours. */
    boolean isKeeper(long pid) {
        return keepers.containsKey(pid);
    }

    /** These pipes were removed; what comes to stand under their names is not held by anybody. */
    void forget(List<String> pipes) {
        pipes.forEach(kept::remove); // removeAll would look through the list for each that is kept
    }

    /** Starts a keeper for the pipes that none holds yet. Called at the end of every turn. */
    void keep(Collection<ManagedProcess> processes) {
        if (mayMiss && !impossible) {
            mayMiss = false;
            List<String> missing = pipesOf(processes).stream()
                    .filter(pipe -> !kept.contains(pipe))
                    .toList();
            if (!missing.isEmpty()) {
                start(missing, processes);
            }
        }
        if (!predecessors.isEmpty() && !impossible) {
            endPredecessors();
        }
    }

    private static List<String> pipesOf(Collection<ManagedProcess> processes) {
        return processes.stream()
                .filter(process -> process.state().child().isPresent())
                .flatMap(process -> process.capture().pipes().stream())
                .toList();
    }

    private void start(List<String> missing, Collection<ManagedProcess> processes) {
        boolean crowded = keepers.size() >= MAX_KEEPERS;
        List<Long> replaced = crowded ? List.copyOf(keepers.keySet()) : List.of();
        List<String> pipes = crowded ? pipesOf(processes) : missing;
        Spawn spawn = backend.processes().keepOpen(pipes, List.of(ProgramMark.MARK + "=" + mark));
        if (spawn instanceof Spawn.Failed(int _, String reason)) {
            giveUp(reason);
        } else if (spawn instanceof Spawn.Started(long pid)) {
            replaced.forEach(this::end);
            long startTicks =
                    backend.table().facts(pid).map(ProcessFacts::startTicks).orElse(0L);
            keepers.put(pid, new Held(new Keeper(pid, startTicks), pipes));
            kept.addAll(pipes);
            record();
        }
    }

    private void giveUp(String reason) {
        impossible = true;
        LOG.warn("Log pipes cannot be kept open for the case that this daemon dies: {}", reason);
    }

    private void record() {
        List<Keeper> living = new ArrayList<>(predecessors.values());
        keepers.values().forEach(held -> living.add(held.keeper));
        recorder.keepers(living);
    }

    private void end(long pid) {
        Held held = keepers.remove(pid);
        if (held != null) {
            held.pipes.forEach(kept::remove);
            backend.processes().signal(pid, SIGKILL);
        }
    }

    /** A process that is none of the table's has ended; where it was a keeper, its pipes need another. */
    void exited(long pid) {
        predecessors.remove(pid);
        Held held = keepers.remove(pid);
        if (held == null) {
            return;
        }
        held.pipes.forEach(kept::remove);
        mayMiss = true;
        if (++deaths == MAX_DEATHS) {
            giveUp("the processes that do it have been ended " + deaths + " times.");
        }
    }

    /**
     * Keepers of an earlier daemon go as soon as this one has its own. One that was killed between spawn and journal
     * has left keepers that only their mark tells of.
     */
    void adopt(List<Keeper> left) {
        Set<Keeper> all = new LinkedHashSet<>(left);
        all.addAll(marked());
        for (Keeper keeper : all) {
            boolean isKeeper = backend.table()
                    .facts(keeper.pid())
                    .filter(facts -> facts.startTicks() == keeper.startTicks())
                    .isPresent();
            if (isKeeper && backend.processes().adopt(keeper.pid())) {
                predecessors.put(keeper.pid(), keeper);
            }
        }
        if (!predecessors.isEmpty()) {
            record();
        }
    }

    private List<Keeper> marked() {
        return backend.table().all().stream()
                .filter(facts -> facts.session() == facts.pid() && !facts.isZombie())
                .filter(facts -> backend.table()
                        .variable(facts.pid(), ProgramMark.MARK)
                        .filter(mark::equals)
                        .isPresent())
                .map(facts -> new Keeper(facts.pid(), facts.startTicks()))
                .toList();
    }

    private void endPredecessors() {
        predecessors.keySet().forEach(pid -> backend.processes().signal(pid, SIGKILL));
        predecessors.clear();
        record();
    }

    /** Ends all keepers; the daemon stops for good. */
    void close() {
        endPredecessors();
        List.copyOf(keepers.keySet()).forEach(this::end);
    }
}
