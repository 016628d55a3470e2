package dev.velos.daemon.supervise;

import dev.velos.core.process.ProcessName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which processes there are: those in the table, and those beside it, which are to take the place of one in it or have
 * left it. Owned by the loop.
 */
final class ProcessRegister {
    private final Map<Long, ManagedProcess> table = new LinkedHashMap<>();
    private final Map<Long, ManagedProcess> beside = new LinkedHashMap<>();
    private final Map<ProcessName, List<ManagedProcess>> byName = new HashMap<>();
    private final Map<Long, ManagedProcess> byPid = new HashMap<>();
    private long lastId = -1;
    private long lastBeside;

    /** The table in order of ids, unmodifiable. */
    Collection<ManagedProcess> all() {
        return Collections.unmodifiableCollection(table.values());
    }

    /** The table, and what is beside it. */
    Collection<ManagedProcess> everything() {
        List<ManagedProcess> everything = new ArrayList<>(table.values());
        everything.addAll(beside.values());
        return everything;
    }

    Optional<ManagedProcess> byId(long id) {
        return Optional.ofNullable(table.get(id));
    }

    /** All instances of that name in the table. */
    List<ManagedProcess> byName(ProcessName name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    /** Whose program that is; null for one that is nobody's. */
    ManagedProcess byPid(long pid) {
        return byPid.get(pid);
    }

    boolean isProgram(long pid) {
        return byPid.containsKey(pid);
    }

    /** The id of the next one. */
    long nextId() {
        return ++lastId;
    }

    /** Puts one into the table; no later one gets its id. */
    ManagedProcess enter(ManagedProcess process) {
        lastId = Math.max(lastId, process.id());
        table.put(process.id(), process);
        byName.computeIfAbsent(process.spec().name(), _ -> new ArrayList<>(1)).add(process);
        return process;
    }

    /** The key of the next one that is beside the table. */
    long nextKeyBeside() {
        return --lastBeside;
    }

    /** Puts one beside the table; no later one gets its key. */
    void enterBeside(ManagedProcess process) {
        lastBeside = Math.min(lastBeside, process.key());
        beside.put(process.key(), process);
    }

    /** Lets one that is beside the table change places with one in it. */
    void exchange(ManagedProcess former, ManagedProcess next) {
        long hidden = next.key();
        next.key(former.key());
        former.key(hidden);
        table.put(next.key(), next);
        beside.put(hidden, former);
        byName.get(next.spec().name()).replaceAll(process -> process.equals(former) ? next : process);
    }

    /** Whether it stands in the table, and not beside it or nowhere any more. */
    boolean isInTable(ManagedProcess process) {
        return process.equals(table.get(process.id()));
    }

    boolean isEntered(long id) {
        return table.containsKey(id);
    }

    void remove(ManagedProcess process) {
        table.remove(process.id());
        byName.computeIfPresent(process.spec().name(), (_, entries) -> without(process, entries));
    }

    private static List<ManagedProcess> without(ManagedProcess process, List<ManagedProcess> entries) {
        entries.remove(process);
        return entries.isEmpty() ? null : entries;
    }

    /** Whether it was there. */
    boolean removeBeside(ManagedProcess process) {
        return beside.remove(process.key(), process);
    }

    /** Those beside the table, of whichever process. */
    Collection<ManagedProcess> beside() {
        return Collections.unmodifiableCollection(beside.values());
    }

    boolean hasBeside(long id) {
        return beside.values().stream().anyMatch(process -> process.id() == id);
    }

    /** The marks of the incarnations that run for the same instance, but for that process itself. */
    Set<String> marksBeside(ManagedProcess process, ProgramMark marks) {
        if (beside.isEmpty()) {
            return Set.of();
        }
        Set<String> others = new HashSet<>();
        for (ManagedProcess other : everything()) {
            if (other.id() == process.id() && !other.equals(process)) {
                other.state().child().ifPresent(child -> others.add(marks.of(other, child.incarnation())));
            }
        }
        return others;
    }

    /** A process has another state; its program, where it has one, is known by its pid. */
    void become(ManagedProcess process, ProcessState next) {
        process.state().child().ifPresent(child -> byPid.remove(child.pid(), process));
        process.become(next);
        next.child().ifPresent(child -> byPid.put(child.pid(), process));
    }
}
