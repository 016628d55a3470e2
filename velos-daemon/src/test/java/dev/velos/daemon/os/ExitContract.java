package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.core.process.ExitStatus;
import dev.velos.daemon.os.Bench.Child;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ProcessControl.ExitListener}, {@link ProcessControl#adopt}, {@link ProcessControl#reap}. */
interface ExitContract extends OnBench {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 127, 255})
    default void exitCode_isReported(int code) throws OsException {
        Child child = bench().start(new Program.Exits(code));
        assertThat(statusOf(child.pid())).isEqualTo(new ExitStatus.Code(code));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 9, 11, 15})
    default void endBySignal_isReported(int signal) throws OsException {
        Child child = bench().start(new Program.DiesBy(signal));
        assertThat(statusOf(child.pid())).isEqualTo(new ExitStatus.Signal(signal));
    }

    @Test
    default void endWhileTheLoopWaits_endsTheWait() throws OsException {
        Child child = bench().start(new Program.Sleeps());
        bench().settle();
        bench().backend.processes().signal(child.pid(), Bench.SIGTERM);
        while (!bench().hasExited(child.pid())) {
            bench().backend.poller().await(-1);
        }
        assertThat(statusOf(child.pid())).isEqualTo(new ExitStatus.Signal(Bench.SIGTERM));
    }

    @Test
    default void manyEndsAtOnce_areReportedOnceEach() throws OsException {
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            children.add(bench().start(new Program.Exits(i)));
        }
        for (int i = 0; i < 40; i++) {
            assertThat(statusOf(children.get(i).pid())).isEqualTo(new ExitStatus.Code(i));
        }
        bench().settle();
        for (Child child : children) {
            bench().exit(child.pid());
        }
    }

    @Test
    default void runningProgram_isNotReported() throws OsException {
        Child child = bench().start(new Program.Sleeps());
        bench().settle();
        assertThat(bench().hasExited(child.pid())).isFalse();
    }

    @Test
    default void reap_collectsWhatHasEnded() throws OsException {
        Child child = bench().start(new Program.Exits(7));
        await().until(() -> isZombie(child.pid()));
        bench().backend.processes().reap();
        bench().backend.poller().await(0);
        assertThat(statusOf(child.pid())).isEqualTo(new ExitStatus.Code(7));
        assertThat(bench().backend.table().facts(child.pid())).isEmpty();
    }

    @Test
    default void orphanOfAChild_comesBackAndIsReported() throws OsException {
        bench().backend.host().adoptOrphans();
        try {
            Child child = bench().start(new Program.ForksAway());
            long orphan = Long.parseLong(bench().readUntil(child.out(), "\n").strip());
            assertThat(statusOf(child.pid())).isEqualTo(new ExitStatus.Code(0));
            long parent = bench().backend.table().facts(orphan).orElseThrow().parent();
            assertThat(bench().backend.host().adoptsOrphans())
                    .isEqualTo(parent == bench().backend.host().pid());
            assumeTrue(parent == bench().backend.host().pid(), "this system hands orphans to init");
            bench().backend.processes().signal(orphan, Bench.SIGKILL);
            assertThat(statusOf(orphan)).isEqualTo(new ExitStatus.Signal(Bench.SIGKILL));
        } finally {
            bench().outside.leaveOrphans();
        }
    }

    @Test
    default void adoptedStranger_isReportedWithoutStatus() {
        long stranger = bench().outside.startStranger();
        assertThat(bench().backend.processes().adopt(stranger)).isTrue();
        bench().settle();
        assertThat(bench().hasExited(stranger)).isFalse();
        bench().outside.killStranger(stranger);
        assertThat(bench().exit(stranger)).isEmpty();
        bench().settle();
        assertThat(bench().exit(stranger)).isEmpty();
    }

    @Test
    default void severalAdoptedStrangers_areReportedEach() {
        long first = bench().outside.startStranger();
        long second = bench().outside.startStranger();
        bench().backend.processes().adopt(first);
        bench().backend.processes().adopt(second);
        bench().outside.killStranger(second);
        assertThat(bench().exit(second)).isEmpty();
        assertThat(bench().hasExited(first)).isFalse();
        bench().outside.killStranger(first);
        assertThat(bench().exit(first)).isEmpty();
    }

    @Test
    default void strangerThatIsGone_isNotAdoptedAndNotReported() {
        long stranger = bench().outside.startStranger();
        bench().outside.killStranger(stranger);
        assertThat(bench().backend.processes().adopt(stranger)).isFalse();
        bench().settle();
        assertThat(bench().hasExited(stranger)).isFalse();
    }

    private ExitStatus statusOf(long pid) {
        return ExitStatus.ofWaitStatus(bench().exit(pid).orElseThrow());
    }

    private boolean isZombie(long pid) {
        return bench().backend.table().facts(pid).filter(ProcessFacts::isZombie).isPresent();
    }
}
