package dev.velos.daemon.balance;

import dev.velos.daemon.os.Traffic;
import dev.velos.daemon.os.Traffic.Pipe;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Empty pipes for those who need one for a while. Owned by the switchboard's thread. */
final class Pipes {
    private static final int MOST_SPARE = 16;

    private final Traffic traffic;
    private final Deque<Pipe> spare = new ArrayDeque<>();

    Pipes(Traffic traffic) {
        this.traffic = traffic;
    }

    /** One, unless the system has none. */
    Optional<Pipe> take() {
        return spare.isEmpty() ? traffic.openPipe() : Optional.of(spare.pop());
    }

    void giveBack(Pipe pipe) {
        giveBack(pipe, 0);
    }

    /** @param holds how many bytes are in it, which nobody wants any more */
    void giveBack(Pipe pipe, int holds) {
        if (holds == 0 && spare.size() < MOST_SPARE) {
            spare.push(pipe);
        } else {
            close(pipe);
        }
    }

    private void close(Pipe pipe) {
        traffic.close(pipe.reading());
        traffic.close(pipe.writing());
    }

    void close() {
        spare.forEach(this::close);
        spare.clear();
    }
}
