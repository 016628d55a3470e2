package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.daemon.os.Bench.Child;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ProcessControl#signal} and {@link ProcessControl#signalGroup}. */
interface SignalContract extends OnBench {
    /** Sent to nobody: only asks whether there is somebody. */
    int NO_SIGNAL = 0;

    @Test
    default void signal_reachesTheProcess() throws OsException {
        Child child = bench().start(new Program.Sleeps());
        assertThat(bench().backend.processes().signal(child.pid(), Bench.SIGTERM))
                .isTrue();
        assertThat(bench().exit(child.pid())).hasValue(Bench.SIGTERM);
    }

    @Test
    default void signalToReapedProcess_isFalse() throws OsException {
        Child child = bench().start(new Program.Exits(0));
        bench().exit(child.pid());
        assertThat(bench().backend.processes().signal(child.pid(), Bench.SIGTERM))
                .isFalse();
        assertThat(bench().backend.processes().signalGroup(child.pid(), Bench.SIGTERM))
                .isFalse();
    }

    @Test
    default void ignoredSignal_isSentAndSurvived() throws OsException {
        Child child = bench().start(new Program.IgnoresTerm());
        bench().readUntil(child.out(), "ready");
        assertThat(bench().backend.processes().signal(child.pid(), Bench.SIGTERM))
                .isTrue();
        bench().settle();
        assertThat(bench().hasExited(child.pid())).isFalse();
        assertThat(bench().backend.processes().signalGroup(child.pid(), Bench.SIGKILL))
                .isTrue();
        assertThat(bench().exit(child.pid())).hasValue(Bench.SIGKILL);
    }

    @Test
    default void signalGroup_reachesChildrenOfTheProcess() throws OsException {
        Child child = bench().start(new Program.HasChild());
        long grandchild = Long.parseLong(bench().readUntil(child.out(), "\n").strip());
        assertThat(bench().backend.processes().signalGroup(child.pid(), Bench.SIGTERM))
                .isTrue();
        assertThat(bench().exit(child.pid())).hasValue(Bench.SIGTERM);
        bench().until("the end of the grandchild", () -> isGone(grandchild));
    }

    @Test
    default void signalToGroupWhoseLeaderIsGone_reachesTheRest() throws OsException {
        Child child = bench().start(new Program.ForksAway());
        long rest = Long.parseLong(bench().readUntil(child.out(), "\n").strip());
        bench().exit(child.pid());
        assertThat(bench().backend.processes().signal(child.pid(), NO_SIGNAL)).isFalse();
        assertThat(bench().backend.processes().signalGroup(child.pid(), Bench.SIGKILL))
                .isTrue();
        bench().until("the end of the rest", () -> isGone(rest));
        bench().until("the end of the group", () -> !bench().backend.processes().signalGroup(child.pid(), NO_SIGNAL));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 0, -1})
    default void numbersThatMeanEverybody_areRefused(long pid) {
        assertThatThrownBy(() -> bench().backend.processes().signal(pid, NO_SIGNAL))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench().backend.processes().signalGroup(pid, NO_SIGNAL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private boolean isGone(long pid) {
        return bench().backend
                .table()
                .facts(pid)
                .filter(facts -> !facts.isZombie())
                .isEmpty();
    }
}
