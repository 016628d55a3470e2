package dev.velos.daemon.supervise;

import dev.velos.daemon.os.ProcessFacts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processes of the machine at one moment, ordered for questions about kinship. Immutable once made. */
final class MachineView {
    private final List<ProcessFacts> all;
    private final Map<Long, List<ProcessFacts>> bySession = new HashMap<>();
    private final Map<Long, List<ProcessFacts>> byParent = new HashMap<>();

    MachineView(List<ProcessFacts> all) {
        this.all = all;
        for (ProcessFacts facts : all) {
            bySession.computeIfAbsent(facts.session(), _ -> new ArrayList<>()).add(facts);
            byParent.computeIfAbsent(facts.parent(), _ -> new ArrayList<>()).add(facts);
        }
    }

    List<ProcessFacts> all() {
        return all;
    }

    List<ProcessFacts> session(long session) {
        return bySession.getOrDefault(session, List.of());
    }

    List<ProcessFacts> children(long parent) {
        return byParent.getOrDefault(parent, List.of());
    }

    /** The living ones among these and all their descendants. */
    List<ProcessFacts> withDescendants(Collection<ProcessFacts> ancestors) {
        Deque<ProcessFacts> toVisit = new ArrayDeque<>(ancestors);
        Map<Long, ProcessFacts> found = new LinkedHashMap<>();
        while (!toVisit.isEmpty()) {
            ProcessFacts facts = toVisit.poll();
            if (found.put(facts.pid(), facts) == null) {
                toVisit.addAll(children(facts.pid()));
            }
        }
        return found.values().stream().filter(facts -> !facts.isZombie()).toList();
    }
}
