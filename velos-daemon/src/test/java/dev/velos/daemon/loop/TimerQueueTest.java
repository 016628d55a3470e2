package dev.velos.daemon.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.loop.TimerQueue.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
    private final TimerQueue timers = new TimerQueue();
    private final List<String> ran = new ArrayList<>();

    @Test
    void dueTimers_runInTheOrderOfTheirTimes() {
        add(30, "c");
        add(10, "a");
        add(20, "b");
        add(40, "d");
        timers.runDue(30);
        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void equalTimes_runInTheOrderOfAsking() {
        for (int i = 0; i < 20; i++) {
            add(10, "t" + i);
        }
        timers.runDue(10);
        assertThat(ran)
                .hasSize(20)
                .isSortedAccordingTo(Comparator.comparingInt(name -> Integer.parseInt(name.substring(1))));
    }

    @Test
    void cancelledTimer_neverRuns() {
        Timer timer = add(10, "a");
        add(20, "b");
        timer.cancel();
        assertThat(timers.untilNext(0)).hasValue(20);
        timers.runDue(100);
        assertThat(ran).containsExactly("b");
        timer.cancel();
    }

    @Test
    void timerCancelledByAnotherOfTheSameTurn_neverRuns() {
        Timer[] second = new Timer[1];
        timers.at(10, () -> second[0].cancel());
        second[0] = add(10, "b");
        timers.runDue(10);
        assertThat(ran).isEmpty();
    }

    @Test
    void timerThatAsksForThePast_waitsForTheNextTurn() {
        timers.at(10, () -> add(5, "again"));
        add(11, "later");
        timers.runDue(20);
        timers.runDue(20);
        assertThat(ran).containsExactlyInAnyOrder("later", "again");
    }

    @Test
    void timerThatAsksForItselfAgain_runsOnceATurn() {
        int[] count = {0};
        Runnable[] again = new Runnable[1];
        again[0] = () -> {
            count[0]++;
            timers.at(0, again[0]);
        };
        timers.at(0, again[0]);
        for (int i = 1; i <= 5; i++) {
            timers.runDue(10);
            assertThat(count[0]).isEqualTo(i);
        }
    }

    @Test
    void untilNext_isNeverNegativeAndEmptyWithoutTimers() {
        assertThat(timers.untilNext(0)).isEmpty();
        Timer timer = add(10, "a");
        assertThat(timers.untilNext(4)).hasValue(6);
        assertThat(timers.untilNext(100)).hasValue(0);
        timer.cancel();
        assertThat(timers.untilNext(0)).isEmpty();
    }

    @Test
    void clockBelowZeroAndOverflowing_keepsTheOrder() {
        long now = Long.MAX_VALUE - 5;
        add(now + 10, "after");
        add(now + 1, "before");
        assertThat(timers.untilNext(now)).hasValue(1);
        timers.runDue(now + 2);
        assertThat(ran).containsExactly("before");
        timers.runDue(now + 10);
        assertThat(ran).containsExactly("before", "after");
        add(-50, "negative");
        timers.runDue(-60);
        assertThat(ran).hasSize(2);
        timers.runDue(-50);
        assertThat(ran).hasSize(3);
    }

    @Test
    void randomTimers_runAllInOrder() {
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Long> times = new ArrayList<>();
            int cancelled = 0;
            for (int i = 0; i < 200; i++) {
                long time = random.nextLong(1_000);
                Timer timer = timers.at(time, () -> times.add(time));
                if (random.nextInt(4) == 0) {
                    timer.cancel();
                    cancelled++;
                }
            }
            for (long now = 0; now < 1_000; now += random.nextLong(50)) {
                timers.runDue(now);
            }
            timers.runDue(1_000);
            assertThat(times).as("seed " + seed).hasSize(200 - cancelled).isSorted();
        }
    }

    private Timer add(long time, String name) {
        return timers.at(time, () -> ran.add(name));
    }
}
