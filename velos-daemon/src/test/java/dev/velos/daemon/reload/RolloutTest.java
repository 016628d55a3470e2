package dev.velos.daemon.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ReloadPolicy;
import dev.velos.daemon.reload.Rollout.Event;
import dev.velos.daemon.reload.Rollout.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutTest {
    private final List<Step> steps = new ArrayList<>();
    private Rollout rollout = Rollout.of(policy(1, 1), List.of(0, 1, 2));

    private static ReloadPolicy policy(int parallel, int surge) {
        return new ReloadPolicy(parallel, OptionalInt.of(surge), Duration.ZERO);
    }

    private void on(Event... events) {
        for (Event event : events) {
            Rollout.Next next = rollout.on(event);
            rollout = next.rollout();
            steps.addAll(next.steps());
        }
    }

    private void expect(Step... expected) {
        assertThat(steps).containsExactly(expected);
        steps.clear();
    }

    @Test
    void oneAfterTheOther_eachWhenTheLastOneIsGone() {
        on(new Event.Begin());
        expect(new Step.Start(0));
        on(new Event.Ready(0));
        expect(new Step.TakeOver(0));
        on(new Event.Retired(0));
        expect(new Step.Start(1));
        on(new Event.Ready(1), new Event.Retired(1), new Event.Ready(2));
        assertThat(rollout.isOver()).isFalse();
        on(new Event.Retired(2));
        assertThat(rollout.isOver()).isTrue();
        assertThat(rollout.reloaded()).containsExactly(0, 1, 2);
        assertThat(rollout.problem()).isEmpty();
    }

    @Test
    void severalAtOnce_stayWithinTheSurge() {
        rollout = Rollout.of(policy(3, 2), List.of(0, 1, 2, 3));
        on(new Event.Begin());
        expect(new Step.Start(0), new Step.Start(1));
        on(new Event.Ready(1));
        expect(new Step.TakeOver(1));
        on(new Event.Retired(1));
        expect(new Step.Start(2));
    }

    @Test
    void withoutSurge_theNextFollowsAtOnce() {
        rollout = Rollout.of(policy(1, 0), List.of(0, 1));
        on(new Event.Begin(), new Event.Ready(0));
        expect(new Step.Start(0), new Step.TakeOver(0), new Step.Start(1));
    }

    @Test
    void oneThatFails_endsTheReload_andTheOthersStay() {
        rollout = Rollout.of(policy(2, 2), List.of(0, 1, 2));
        on(new Event.Begin(), new Event.Failed(1, "exit 1"));
        expect(new Step.Start(0), new Step.Start(1), new Step.Abandon(1), new Step.Abandon(0));
        assertThat(rollout.isOver()).isTrue();
        assertThat(rollout.problem()).contains(new Rollout.Problem(1, "exit 1"));
        assertThat(rollout.reloaded()).isEmpty();
    }

    @Test
    void failureWhileAnotherRetires_isOverWhenThatIsGone() {
        rollout = Rollout.of(policy(2, 2), List.of(0, 1));
        on(new Event.Begin(), new Event.Ready(0), new Event.Failed(1, "no"));
        assertThat(rollout.isOver()).isFalse();
        on(new Event.Retired(0));
        assertThat(rollout.isOver()).isTrue();
        assertThat(rollout.reloaded()).containsExactly(0);
    }

    @Test
    void droppedInstances_areNoneOfItAnyMore() {
        on(new Event.Begin(), new Event.Dropped(0), new Event.Dropped(2));
        expect(new Step.Start(0), new Step.Abandon(0), new Step.Start(1));
        on(new Event.Ready(0), new Event.Failed(0, "late"), new Event.Ready(1), new Event.Retired(1));
        assertThat(rollout.isOver()).isTrue();
        assertThat(rollout.problem()).isEmpty();
        assertThat(rollout.reloaded()).containsExactly(1);
    }

    @Test
    void pause_isKeptBetweenTwo() {
        rollout = Rollout.of(policy(1, 1).withPause(Duration.ofSeconds(1)), List.of(0, 1));
        on(new Event.Begin(), new Event.Ready(0), new Event.Retired(0));
        expect(new Step.Start(0), new Step.TakeOver(0), new Step.Pause());
        on(new Event.PauseOver());
        expect(new Step.Start(1));
        on(new Event.Ready(1));
        expect(new Step.TakeOver(1));
    }

    /** Whatever happens in whatever order, it comes to its end, and never runs more beside than it may. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void anyOrderOfEvents_endsWithinTheBounds(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int parallel = 1 + random.nextInt(3);
            int surge = 1 + random.nextInt(3);
            rollout = Rollout.of(policy(parallel, surge), List.of(0, 1, 2, 3, 4));
            on(new Event.Begin());
            for (int i = 0; i < 10_000 && !rollout.isOver(); i++) {
                int instance = random.nextInt(5);
                List<Event> possible = new ArrayList<>(
                        Arrays.asList(new Event.Ready(instance), new Event.Retired(instance), new Event.PauseOver()));
                if (random.nextInt(20) == 0) {
                    possible.add(new Event.Failed(instance, "no"));
                    possible.add(new Event.Dropped(instance));
                }
                on(possible.get(random.nextInt(possible.size())));
                assertThat(rollout.starting().size()).isLessThanOrEqualTo(parallel);
                assertThat(rollout.starting().size() + rollout.retiring().size())
                        .isLessThanOrEqualTo(surge);
            }
            assertThat(rollout.isOver()).isTrue();
        }
    }
}
