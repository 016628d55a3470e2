package dev.velos.daemon.supervise;

import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Sockets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * The two ends of the way by which a Node program takes connections over from the balancer: that of the program, until
 * it has it, and ours, until the balancer takes it. The program keeps both, so that the next daemon finds ours there.
 * Owned by the loop.
 */
final class HandoverEnds {
    private final Sockets sockets;
    private OptionalInt ours = OptionalInt.empty();
    private OptionalInt theirs = OptionalInt.empty();

    HandoverEnds(Sockets sockets) {
        this.sockets = sockets;
    }

    /** Opens it for a program that is about to be spawned: its end, and ours behind it. */
    List<Integer> open(Path label) throws OsException {
        Sockets.Pair pair = sockets.pair(label);
        ours = OptionalInt.of(pair.ours());
        theirs = OptionalInt.of(pair.theirs());
        return List.of(pair.theirs(), pair.ours());
    }

    /** Takes our end back from a program that has its own under that descriptor, where the system lets it. */
    void takeBack(long pid, int descriptor, Path label) {
        ours = sockets.takeBack(pid, descriptor + 1, label);
    }

    /** Our end, for the balancer, which closes it; empty where there is none, or it was given away. */
    OptionalInt give() {
        OptionalInt given = ours;
        ours = OptionalInt.empty();
        return given;
    }

    /** The program has its end now. */
    void spawned() {
        theirs.ifPresent(sockets::close);
        theirs = OptionalInt.empty();
    }

    /** The program is gone, or was never spawned. */
    void end() {
        spawned();
        give().ifPresent(sockets::close);
    }
}
