package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.velos.daemon.os.Bench.Child;
import dev.velos.daemon.os.ProcessFacts.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link ProcessTable}. */
interface TableContract extends OnBench {
    long NOBODY = 999_999_999;

    @Test
    default void factsOfThisProcess_areItsOwn() {
        ProcessFacts self = table().facts(bench().backend.host().pid()).orElseThrow();
        assertThat(self.pid()).isEqualTo(bench().backend.host().pid());
        assertThat(self.parent()).isPositive();
        assertThat(self.startTicks()).isPositive();
        assertThat(self.residentBytes()).isGreaterThan(1 << 20);
        assertThat(self.isZombie()).isFalse();
        assertThat(table().facts(self.pid()).orElseThrow().startTicks()).isEqualTo(self.startTicks());
    }

    @Test
    default void factsOfASleepingChild_sayThatItSleeps() throws OsException {
        Child child = bench().start(new Program.Sleeps());
        await().until(() -> table().facts(child.pid()).orElseThrow().state() == State.SLEEPING);
        assertThat(table().facts(child.pid()).orElseThrow().parent())
                .isEqualTo(bench().backend.host().pid());
    }

    @Test
    default void endedChild_isAZombieUntilItIsCollected() throws OsException {
        Child child = bench().start(new Program.Exits(0));
        await().until(() -> table().facts(child.pid()).orElseThrow().isZombie());
        bench().exit(child.pid());
        assertThat(table().facts(child.pid())).isEmpty();
    }

    @Test
    default void threadsOfASleepingChild_sleep() throws OsException {
        Child child = bench().start(new Program.Sleeps());
        await().until(() -> table().threads(child.pid()).stream().allMatch(state -> state == State.SLEEPING));
        assertThat(table().threads(child.pid())).isNotEmpty();
    }

    @Test
    default void unknownPid_hasNoFacts() {
        assertThat(table().facts(NOBODY)).isEmpty();
        assertThat(table().threads(NOBODY)).isEmpty();
        assertThat(table().children(NOBODY)).isEmpty();
        assertThat(table().variable(NOBODY, "PATH")).isEmpty();
    }

    @Test
    default void all_holdsThisProcessAndItsChildren() throws OsException {
        Child child = bench().start(new Program.Sleeps());
        assertThat(table().all())
                .extracting(ProcessFacts::pid)
                .contains(bench().backend.host().pid(), child.pid())
                .doesNotHaveDuplicates();
    }

    @Test
    default void children_areTheDirectOnes() throws OsException {
        Child child = bench().start(new Program.HasChild());
        long grandchild = Long.parseLong(bench().readUntil(child.out(), "\n").strip());
        assertThat(table().children(bench().backend.host().pid()))
                .contains(child.pid())
                .doesNotContain(grandchild);
        assertThat(table().children(child.pid())).containsExactly(grandchild);
        assertThat(table().children(grandchild)).isEmpty();
    }

    @Test
    default void variable_isThatOfTheStart() throws OsException {
        List<String> environment = List.of("VELOS_MARK=a-b_1", "EMPTY=", "X_VELOS_MARK=no");
        Child child = bench().start(new Program.Sleeps(), bench().folder, environment);
        // Linux lets go of the parent a moment before the new program's environment can be read.
        await().until(() -> table().variable(child.pid(), "VELOS_MARK").isPresent());
        assertThat(table().variable(child.pid(), "VELOS_MARK")).contains("a-b_1");
        assertThat(table().variable(child.pid(), "EMPTY")).contains("");
        assertThat(table().variable(child.pid(), "VELOS")).isEmpty();
    }

    @Test
    default void bootId_staysTheSame() {
        assertThat(table().bootId()).isNotBlank().isEqualTo(table().bootId());
    }

    private ProcessTable table() {
        return bench().backend.table();
    }
}
