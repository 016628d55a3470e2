package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.OnStage;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.fake.FakeProcess;
import dev.velos.daemon.os.fake.FakeProgram;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LaunchWatchTest extends OnStage {
    private static final Duration THREE_LOOKS = Duration.ofMillis(30);

    @Test
    void sleepingProgram_isUpAfterThreeQuietLooks() {
        assertThat(timeToUp(FakeProgram.runs())).isEqualTo(THREE_LOOKS);
    }

    @Test
    void busyProgram_isUpAfterASecond() {
        assertThat(timeToUp(self -> busy(self))).isEqualTo(LaunchWatch.AT_LONGEST);
    }

    private static void busy(FakeProcess self) {
        self.works(true);
        self.uses(LaunchWatch.FAIR_SHARE.toMillis(), 1 << 20);
    }

    @Test
    void programThatGetsNoProcessor_isNotJudgedAfterASecond() {
        assertThat(timeToUp(self -> self.works(true))).isEqualTo(LaunchWatch.STARVED_AT_LONGEST);
    }

    @Test
    void programThatGetsAProcessorLate_isUpOnceItSleeps() {
        assertThat(timeToUp(self -> {
                    self.works(true);
                    self.clock().after(Duration.ofMillis(2_010), () -> self.works(false));
                }))
                .isBetween(Duration.ofMillis(2_010), Duration.ofMillis(2_060));
    }

    @Test
    void programWhoseWorkerWaitsForAProcessor_isNotUp() {
        assertThat(timeToUp(self -> {
                    self.workerWorks(true);
                    self.clock().after(Duration.ofMillis(205), () -> self.workerWorks(false));
                }))
                .isBetween(Duration.ofMillis(210), Duration.ofMillis(240));
    }

    @Test
    void wrapperWhoseChildsWorkerWaitsForAProcessor_isNotUp() {
        assertThat(timeToUp(self -> {
                    FakeProcess child = self.fork();
                    child.workerWorks(true);
                    self.clock().after(Duration.ofMillis(205), () -> child.workerWorks(false));
                }))
                .isBetween(Duration.ofMillis(210), Duration.ofMillis(240));
    }

    @Test
    void workerThatGetsNoProcessorForASecond_isWaitedFor() {
        assertThat(timeToUp(self -> self.workerWorks(true))).isEqualTo(LaunchWatch.STARVED_AT_LONGEST);
    }

    @Test
    void programThatWorksForAWhile_isUpThreeLooksAfterIt() {
        assertThat(timeToUp(self -> {
                    self.works(true);
                    self.clock().after(Duration.ofMillis(205), () -> self.works(false));
                }))
                .isBetween(Duration.ofMillis(230), Duration.ofMillis(250));
    }

    @Test
    void programThatWorksBetweenTheLooks_isNotQuiet() {
        assertThat(timeToUp(new Ticking())).isEqualTo(LaunchWatch.AT_LONGEST);
    }

    /** Uses a little time every 5 ms and sleeps at every look. */
    private static final class Ticking implements FakeProgram {
        private long used;

        @Override
        public void started(FakeProcess self) {
            self.clock().after(Duration.ofMillis(5), () -> {
                if (self.runs()) {
                    self.uses(used += 3, 1 << 20);
                    started(self);
                }
            });
        }
    }

    @Test
    void wrapperThatSleepsWhileItsChildWorks_isNotUp() {
        assertThat(timeToUp(self -> busy(self.fork()))).isEqualTo(LaunchWatch.AT_LONGEST);
    }

    @Test
    void wrapperWhoseGrandchildWorks_isNotUp() {
        assertThat(timeToUp(self -> busy(self.fork().fork()))).isEqualTo(LaunchWatch.AT_LONGEST);
    }

    @Test
    void wrapperWhoseChildDiesOfATypingError_isNotUp() {
        stage.backend.everyProgram(self -> {
            FakeProcess child = self.fork();
            child.works(true);
            self.clock().after(Duration.ofMillis(150), () -> {
                child.exit(1);
                self.exit(1);
            });
        });
        ManagedProcess process = stage.start(Stage.spec("bad"));
        boolean[] wasUp = {false};
        stage.supervisor.observe(new Supervisor.Observer() {
            @Override
            public void changed(ManagedProcess changed) {
                wasUp[0] |= changed.state() instanceof ProcessState.Online;
            }

            @Override
            public void removed(ManagedProcess removed) {}
        });
        stage.until("three crashes", () -> process.state().tally().unstable() == 3);
        assertThat(wasUp[0]).isFalse();
    }

    @Test
    void familyOfManyGenerations_isNoHarm() {
        stage.backend.everyProgram(self -> {
            FakeProcess last = self;
            for (int i = 0; i < 3_000; i++) {
                last = last.fork();
            }
        });
        stage.startOnline("deep");
        stage.backend.everyProgram(FakeProgram.runs());
    }

    private Duration timeToUp(FakeProgram program) {
        stage.backend.everyProgram(program);
        long before = stage.loop.clock().nanos();
        long[] after = {0};
        stage.supervisor.observe(new Supervisor.Observer() {
            @Override
            public void changed(ManagedProcess changed) {
                if (changed.state() instanceof ProcessState.Online && after[0] == 0) {
                    after[0] = stage.loop.clock().nanos();
                }
            }

            @Override
            public void removed(ManagedProcess removed) {}
        });
        stage.startOnline("api");
        return Duration.ofNanos(after[0] - before);
    }
}
