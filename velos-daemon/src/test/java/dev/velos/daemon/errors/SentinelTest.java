package dev.velos.daemon.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.VelosHome;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.fake.FakeBackend;
import dev.velos.daemon.os.fake.FakeProgram;
import dev.velos.daemon.os.fake.SentSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SentinelTest {
    private static final int ENOENT = 2;
    private static final int SIGTERM = 15;

    private final FakeBackend backend = new FakeBackend();
    private final EventLoop loop = new EventLoop(backend.poller(), backend.clock());
    private final List<Long> triesNanos = new ArrayList<>();
    private final Sentinel sentinel =
            new Sentinel(backend.processes(), loop, new VelosHome(Path.of("/home")), "/bin/velos", Map.of());

    @BeforeEach
    void listen() {
        backend.processes().onExit((pid, _) -> sentinel.ended(pid));
    }

    private void everyTry(FakeProgram program) {
        backend.onSpawn(_ -> {
            triesNanos.add(loop.clock().nanos());
            return program;
        });
    }

    private void turnUntilTries(int count) {
        while (triesNanos.size() < count) {
            loop.turn(loop.clock().nanos());
        }
    }

    private List<Long> pausesSeconds() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < triesNanos.size(); i++) {
            pauses.add(
                    Duration.ofNanos(triesNanos.get(i) - triesNanos.get(i - 1)).toSeconds());
        }
        return pauses;
    }

    @Test
    void oneThatEndsAtOnce_isStartedEverMoreSeldom() {
        everyTry(FakeProgram.exits(1));
        sentinel.wanted(true);
        turnUntilTries(11);
        assertThat(pausesSeconds()).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 256L);
    }

    @Test
    void oneThatCannotBeStarted_isTriedAsSeldom() {
        everyTry(FakeProgram.cannotStart(ENOENT, "no such file"));
        sentinel.wanted(true);
        turnUntilTries(4);
        assertThat(pausesSeconds()).containsExactly(1L, 2L, 4L);
    }

    @Test
    void oneThatRanForAMinute_beginsWithASecondAgain() {
        everyTry(FakeProgram.exits(1));
        sentinel.wanted(true);
        turnUntilTries(4);
        everyTry(FakeProgram.exitsAfter(Duration.ofMinutes(1), 1));
        turnUntilTries(7);
        assertThat(pausesSeconds()).containsExactly(1L, 2L, 4L, 8L, 61L, 61L);
    }

    @Test
    void oneThatIsNotWantedAnyMore_isToldToEnd_andStaysAway() {
        everyTry(FakeProgram.runs());
        sentinel.wanted(true);
        sentinel.wanted(false);
        assertThat(backend.signals())
                .containsExactly(new SentSignal(backend.lastPid(), SIGTERM, SentSignal.To.PROCESS));
        loop.turn(loop.clock().nanos());
        assertThat(backend.running()).isEmpty();
        assertThat(loop.timers().untilNext(loop.clock().nanos())).isEmpty();
    }

    @Test
    void oneThatIsWantedAnew_isStartedAtOnce() {
        everyTry(FakeProgram.exits(1));
        sentinel.wanted(true);
        turnUntilTries(5);
        loop.turn(loop.clock().nanos());
        sentinel.wanted(false);
        sentinel.wanted(true);
        assertThat(triesNanos).hasSize(6);
        turnUntilTries(7);
        assertThat(pausesSeconds().getLast()).isEqualTo(1);
    }
}
