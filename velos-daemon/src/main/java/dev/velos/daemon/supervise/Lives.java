package dev.velos.daemon.supervise;

import dev.velos.core.process.Life;
import java.util.ArrayList;
import java.util.List;

/** The latest lives of one process that are over. Owned by the loop. */
public final class Lives {
    /** Lives that are kept; older ones are forgotten. */
    public static final int KEPT = 20;

    private List<Life> lives = List.of();

    /** Oldest first, immutable. */
    public List<Life> all() {
        return lives;
    }

    /** One that is told a second time, by a daemon that took over in between, takes the place of the first. */
    public void add(Life life) {
        List<Life> next = new ArrayList<>(lives);
        next.removeIf(other -> other.incarnation() == life.incarnation());
        next.add(life);
        lives = List.copyOf(next.subList(Math.max(0, next.size() - KEPT), next.size()));
    }

    void replace(List<Life> others) {
        lives = List.of();
        others.forEach(this::add);
    }

    void clear() {
        lives = List.of();
    }
}
