package dev.velos.daemon.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.fake.FakeBackend;
import dev.velos.daemon.os.linux.LinuxBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EventLoopTest {
    private final FakeBackend fake = new FakeBackend();
    private final EventLoop loop = new EventLoop(fake.poller(), fake.clock());
    private final List<String> happened = new ArrayList<>();

    @Test
    void turn_isTimersThenInboxThenTheTurnsEnd() {
        loop.atTurnEnd(() -> happened.add("end"));
        loop.inbox().post(() -> happened.add("inbox"));
        loop.timers().at(fake.clock().nanos(), () -> happened.add("timer"));
        loop.turn(fake.clock().nanos());
        assertThat(happened).startsWith("timer", "inbox", "end");
    }

    @Test
    void turn_waitsNoLongerThanUntilTheNextTimer() {
        long start = fake.clock().nanos();
        loop.timers().at(start + 7_000_000, () -> happened.add("timer"));
        loop.turn(start);
        assertThat(fake.clock().nanos()).isEqualTo(start + 7_000_000);
        loop.turn(fake.clock().nanos());
        assertThat(happened).containsExactly("timer");
    }

    @Test
    void stop_endsTheTurnWithoutWaiting() {
        long start = fake.clock().nanos();
        loop.timers().at(start, loop::stop);
        loop.timers().at(start + Duration.ofDays(1).toNanos(), () -> happened.add("tomorrow"));
        loop.atTurnEnd(() -> happened.add("end"));
        loop.run();
        assertThat(fake.clock().nanos()).isEqualTo(start);
        assertThat(happened).containsExactly("end");
    }

    @Test
    void commandThatPostsAnother_hasItRunInTheSameTurn() {
        loop.inbox().post(() -> loop.inbox().post(() -> happened.add("second")));
        loop.turn(fake.clock().nanos());
        assertThat(happened).containsExactly("second");
    }

    @Test
    @Timeout(60) // so that a loop that is never woken is noticed
    void postsOfOtherThreads_wakeTheLoopAndAreAllRunOnItsThread() throws InterruptedException {
        try (Backend backend = LinuxBackend.open()) {
            EventLoop real = new EventLoop(backend.poller(), Clock.SYSTEM);
            AtomicInteger count = new AtomicInteger();
            Thread own = Thread.currentThread();
            List<Thread> posters = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                posters.add(Thread.ofPlatform().start(() -> postMany(real, own, count)));
            }
            real.run();
            for (Thread poster : posters) {
                poster.join();
            }
            assertThat(count).hasValue(4_000);
        }
    }

    private static void postMany(EventLoop loop, Thread own, AtomicInteger count) {
        for (int i = 0; i < 1_000; i++) {
            loop.inbox().post(() -> {
                assertThat(Thread.currentThread()).isSameAs(own);
                if (count.incrementAndGet() == 4_000) {
                    loop.stop();
                }
            });
        }
    }
}
