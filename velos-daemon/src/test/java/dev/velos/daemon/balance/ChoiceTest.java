package dev.velos.daemon.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.Balancing.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private final Choice choice = new Choice();
    private final int[] open = new int[4];

    private int next(Method method) {
        return choice.next(method, open.length, i -> open[i], _ -> true);
    }

    @Test
    void roundRobin_givesEachItsTurn_whateverIsOpen() {
        open[2] = 1_000;
        assertThat(List.of(
                        next(Method.ROUND_ROBIN),
                        next(Method.ROUND_ROBIN),
                        next(Method.ROUND_ROBIN),
                        next(Method.ROUND_ROBIN),
                        next(Method.ROUND_ROBIN)))
                .containsExactly(0, 1, 2, 3, 0);
    }

    @Test
    void roundRobin_of10000Connections_givesEachAQuarter() {
        int[] given = new int[4];
        for (int i = 0; i < 10_000; i++) {
            given[next(Method.ROUND_ROBIN)]++;
        }
        assertThat(given).containsOnly(2_500);
    }

    @Test
    void leastConnections_of10000ThatEndAtRandom_alwaysGivesToOneOfTheIdlest() {
        List<Integer> running = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            int least = IntStream.of(open).min().orElseThrow();
            int chosen = next(Method.LEAST_CONNECTIONS);
            assertThat(open[chosen]).isEqualTo(least);
            open[chosen]++;
            running.add(chosen);
            while (running.size() > 40 + random.nextInt(20)) {
                int ended = random.nextInt(running.size());
                open[running.get(ended)]--;
                running.set(ended, running.getLast());
                running.removeLast();
            }
        }
    }

    @Test
    void leastConnections_of10000ThatStay_givesEachAQuarter() {
        for (int i = 0; i < 10_000; i++) {
            open[next(Method.LEAST_CONNECTIONS)]++;
        }
        assertThat(open).containsOnly(2_500);
    }

    @Test
    void leastConnections_givesToTheIdlest_andToEqualsInTurn() {
        open[0] = 2;
        open[1] = 1;
        open[2] = 1;
        open[3] = 3;
        assertThat(next(Method.LEAST_CONNECTIONS)).isEqualTo(1);
        assertThat(next(Method.LEAST_CONNECTIONS)).isEqualTo(2);
        assertThat(next(Method.LEAST_CONNECTIONS)).isEqualTo(1);
    }

    @Test
    void thoseThatCannot_areLeftOut() {
        assertThat(choice.next(Method.ROUND_ROBIN, 3, _ -> 0, i -> i == 2)).isEqualTo(2);
        assertThat(choice.next(Method.ROUND_ROBIN, 3, _ -> 0, _ -> false)).isEqualTo(Choice.NOBODY);
        assertThat(choice.next(Method.ROUND_ROBIN, 0, _ -> 0, _ -> true)).isEqualTo(Choice.NOBODY);
        assertThat(choice.next(Method.ROUND_ROBIN, 3, _ -> 0, _ -> true))
                .as("goes on behind the last one that was chosen")
                .isEqualTo(0);
    }

    @Test
    void fewerThanBefore_isNoMatter() {
        for (int i = 0; i < 4; i++) {
            next(Method.ROUND_ROBIN);
        }
        assertThat(choice.next(Method.ROUND_ROBIN, 2, _ -> 0, _ -> true)).isBetween(0, 1);
    }
}
