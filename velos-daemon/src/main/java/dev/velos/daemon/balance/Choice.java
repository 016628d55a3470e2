package dev.velos.daemon.balance;

import dev.velos.core.process.Balancing;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Chooses who gets the next connection: of those that can have it the one with the least load, and of equals the first
 * behind the one that was chosen last. In turn is the same with no load at all. Owned by its user.
 */
final class Choice {
    static final int NOBODY = -1;

    private int last = NOBODY;

    /**
     * Chooses one of as many as {@code count}.
     *
     * @param open how many connections one has open
     * @param can whether one can have another
     * @return its number, or {@link #NOBODY}
     */
    int next(Balancing.Method method, int count, IntUnaryOperator open, IntPredicate can) {
        int best = NOBODY;
        int least = Integer.MAX_VALUE;
        for (int i = 1; i <= count; i++) {
            int candidate = Math.floorMod(last + i, count);
            int load = method == Balancing.Method.ROUND_ROBIN ? 0 : open.applyAsInt(candidate);
            if (can.test(candidate) && load < least) {
                best = candidate;
                least = load;
            }
        }
        last = best == NOBODY ? last : best;
        return best;
    }
}
