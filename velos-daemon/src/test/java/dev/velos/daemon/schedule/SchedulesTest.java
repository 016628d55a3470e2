package dev.velos.daemon.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.process.Schedule;
import dev.velos.core.process.Schedule.Overlap;
import dev.velos.core.schedule.CronLine;
import dev.velos.daemon.OnStage;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.fake.FakeProgram;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import dev.velos.daemon.supervise.ProcessState.Online;
import dev.velos.daemon.supervise.ProcessState.Scheduled;
import dev.velos.daemon.supervise.ProcessState.Stopped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The clock of the stage begins at a full hour, UTC. */
class SchedulesTest extends OnStage {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static ProcessSpec spec(String name, UnaryOperator<Schedule> schedule) {
        return Stage.spec(name).withSchedule(it -> schedule.apply(it).withZone(Optional.of(ZoneOffset.UTC)));
    }

    private static ProcessSpec job(String line, Overlap overlap) {
        return spec("job", it -> it.withRuns(Optional.of(CronLine.parse(line))).withOverlap(overlap));
    }

    private static ProcessSpec restarted(String line) {
        return spec("api", it -> it.withCronRestart(Optional.of(CronLine.parse(line))));
    }

    private static long runs(ManagedProcess process) {
        return process.state().tally().incarnation();
    }

    private Instant now() {
        return Instant.ofEpochMilli(stage.loop.clock().epochMicros() / 1_000);
    }

    private ManagedProcess start(ProcessSpec spec) {
        ManagedProcess process = stage.start(spec);
        stage.turn();
        return process;
    }

    private void end(ManagedProcess process, int code) {
        stage.backend.exit(Stage.pid(process), code << 8);
        stage.until("it has ended", () -> !process.state().isOfProgram());
    }

    @Test
    void job_waitsForItsTimeRunsAndWaitsAgain() {
        ManagedProcess job = start(job("* * * * *", Overlap.SKIP));
        assertThat(job.state()).isInstanceOf(Scheduled.class);
        assertThat(job.state().status()).isEqualTo(ProcessStatus.WAITING);
        assertThat(stage.backend.spawned()).isEmpty();
        assertThat(job.nextRunMillis())
                .hasValue(Instant.parse("2027-01-15T08:01:00Z").toEpochMilli());
        stage.pass(MINUTE);
        assertThat(runs(job)).isEqualTo(1);
        end(job, 0);
        assertThat(job.state()).isInstanceOf(Scheduled.class);
        assertThat(job.state().tally().reason()).isEmpty();
        stage.pass(MINUTE);
        assertThat(runs(job)).isEqualTo(2);
    }

    @Test
    void jobThatFailed_saysSoAndRunsAgainAtItsTimeOnly() {
        ManagedProcess job = start(job("* * * * *", Overlap.SKIP));
        stage.pass(MINUTE);
        end(job, 3);
        assertThat(job.state()).isInstanceOf(Scheduled.class);
        assertThat(job.state().tally().reason()).isEqualTo("exit 3");
        stage.pass(Duration.ofSeconds(30));
        assertThat(runs(job)).isEqualTo(1);
        stage.pass(Duration.ofSeconds(31));
        assertThat(runs(job)).isEqualTo(2);
    }

    @Test
    void failedRun_isTriedAgainWhereItsPolicySaysSo() {
        ManagedProcess job = start(job("* * * * *", Overlap.SKIP)
                .withRestart(it -> it.withMode(RestartPolicy.Mode.ON_FAILURE).withMaxRestarts(2)));
        stage.backend.everyProgram(FakeProgram.exits(1));
        stage.pass(Duration.ofSeconds(61));
        assertThat(job.state()).isInstanceOf(Scheduled.class);
        assertThat(runs(job)).isEqualTo(3);
        assertThat(job.state().tally().reason()).contains("given up after 2");
    }

    @Test
    void overlap_skipsTheRunThatIsDue() {
        ManagedProcess job = start(job("* * * * *", Overlap.SKIP));
        stage.pass(MINUTE.multipliedBy(3));
        assertThat(runs(job)).isEqualTo(1);
        end(job, 0);
        assertThat(job.state()).isInstanceOf(Scheduled.class);
    }

    @Test
    void overlap_queuesOneRun() {
        ManagedProcess job = start(job("* * * * *", Overlap.QUEUE));
        stage.pass(MINUTE.multipliedBy(3).plusSeconds(10));
        assertThat(runs(job)).isEqualTo(1);
        stage.backend.exit(Stage.pid(job), 0);
        stage.until("the next one runs", () -> runs(job) == 2 && job.state() instanceof Online);
        end(job, 0);
        assertThat(job.state()).isInstanceOf(Scheduled.class);
    }

    @Test
    void overlap_replacesTheRunThatGoesOn() {
        ManagedProcess job = start(job("* * * * *", Overlap.REPLACE));
        stage.pass(MINUTE.multipliedBy(2).plusSeconds(1));
        assertThat(runs(job)).isEqualTo(2);
        assertThat(job.state().tally().reason()).isEqualTo("schedule");
    }

    @Test
    void stoppedJob_doesNotRun() {
        ManagedProcess job = start(job("* * * * *", Overlap.SKIP));
        stage.supervisor.wish(job, Goal.DOWN);
        assertThat(job.state()).isInstanceOf(Stopped.class);
        assertThat(job.nextRunMillis()).isEmpty();
        stage.pass(MINUTE.multipliedBy(2));
        assertThat(runs(job)).isZero();
    }

    @Test
    void cronRestart_restartsWhatRuns() {
        ManagedProcess api = stage.startOnline(restarted("*/2 * * * *"));
        stage.pass(MINUTE.multipliedBy(4).plusSeconds(1));
        assertThat(api.state().tally().restarts()).isEqualTo(2);
        assertThat(api.state().tally().reason()).isEqualTo("schedule");
        stage.supervisor.wish(api, Goal.DOWN);
        stage.until(api, Stopped.class);
        stage.pass(MINUTE.multipliedBy(3));
        assertThat(api.state()).isInstanceOf(Stopped.class);
    }

    @Test
    void sleepOfTheMachine_isFollowedByOneRun() {
        ManagedProcess api = stage.startOnline(restarted("* * * * *"));
        stage.backend.clock().setWallClock(Duration.ofHours(8));
        stage.pass(Duration.ofSeconds(40));
        assertThat(api.state().tally().restarts()).isEqualTo(1);
        assertThat(api.nextRunMillis().getAsLong())
                .isBetween(now().toEpochMilli(), now().plus(MINUTE).toEpochMilli());
    }

    @Test
    void clockThatIsPutForward_isNoticed() {
        ManagedProcess api = stage.startOnline(restarted("0 * * * *"));
        stage.backend.clock().setWallClock(Duration.ofMinutes(59));
        stage.pass(MINUTE.plusSeconds(1));
        assertThat(api.state().tally().restarts()).isEqualTo(1);
    }

    @Test
    void clockThatIsPutBackALittle_doesNotRestartTwice() {
        ManagedProcess api = stage.startOnline(restarted("* * * * *"));
        stage.pass(MINUTE);
        stage.backend.clock().setWallClock(Duration.ofSeconds(-20));
        stage.pass(Duration.ofSeconds(40));
        assertThat(api.state().tally().restarts()).isEqualTo(1);
    }

    @Test
    void maxAge_endsEachLife() {
        ManagedProcess api = stage.startOnline(spec("api", it -> it.withMaxAge(Optional.of(Duration.ofSeconds(10)))));
        stage.pass(Duration.ofSeconds(25));
        assertThat(api.state().tally().restarts()).isEqualTo(2);
        assertThat(api.state().tally().reason()).isEqualTo("max_age: 10s");
    }

    @Test
    void maxAge_isThatOfTheLifeAlsoForTheNextDaemon() {
        stage.startOnline(spec("api", it -> it.withMaxAge(Optional.of(Duration.ofSeconds(10)))));
        stage.pass(Duration.ofSeconds(6));
        stage.killAndStartAnew();
        stage.pass(Duration.ofSeconds(6));
        assertThat(stage.process("api").state().tally().reason()).isEqualTo("max_age: 10s");
    }

    @Test
    void nextDaemon_knowsJobsBetweenTheirRuns() {
        ManagedProcess job = start(job("* * * * *", Overlap.SKIP));
        stage.pass(MINUTE);
        end(job, 3);
        stage.killAndStartAnew();
        ManagedProcess adopted = stage.process("job");
        assertThat(adopted.state()).isInstanceOf(Scheduled.class);
        assertThat(adopted.state().tally().reason()).isEqualTo("exit 3");
        stage.pass(MINUTE);
        assertThat(runs(adopted)).isEqualTo(2);
    }

    @Test
    void queuedRun_isOwedByTheNextDaemonToo() {
        start(job("* * * * *", Overlap.QUEUE));
        stage.pass(MINUTE.multipliedBy(2).plusSeconds(10));
        stage.killAndStartAnew();
        ManagedProcess job = stage.process("job");
        stage.turn();
        stage.backend.exit(Stage.pid(job), 0);
        stage.until("the next one runs", () -> runs(job) == 2);
    }

    @Test
    void otherLine_countsAtOnce() {
        ManagedProcess job = start(job("0 0 1 1 *", Overlap.SKIP));
        stage.supervisor.respec(job, job("* * * * *", Overlap.SKIP));
        stage.pass(MINUTE.plusSeconds(1));
        assertThat(runs(job)).isEqualTo(1);
    }

    @Test
    void nothingScheduled_setsNoTimer() {
        ManagedProcess quiet = stage.startOnline("quiet");
        assertThat(quiet.nextRunMillis()).isEmpty();
        assertThat(quiet.state()).isInstanceOf(ProcessState.Online.class);
    }
}
