package dev.velos.daemon.confine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.velos.core.process.CgroupLimits;
import dev.velos.core.process.Confinement;
import dev.velos.core.process.Rlimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfinerTest {
    private static final int ROOT = 0;
    private static final int BOB = 1000;
    private static final Confinement AS_WWW = Confinement.NONE.withUser(Optional.of("www"));

    @TempDir
    Path machine;

    @BeforeEach
    void makeMachine() throws IOException {
        write("etc/passwd", """
                root:x:0:0:root:/root:/bin/sh
                www:x:33:33:Web:/var/www:/bin/false
                bob:x:1000:1000:,,,:/home/bob:/bin/sh
                """);
        write("etc/group", "root:x:0:\nwww:x:33:\nvideo:x:44:bob\n");
        write("proc/self/oom_score_adj", "100\n");
        write("proc/self/limits", """
                Limit                     Soft Limit           Hard Limit           Units
                Max open files            1024                 4096                 files
                Max core file size        0                    unlimited            bytes
                """);
    }

    private Path write(String file, String text) throws IOException {
        Path path = machine.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private Confiner.Prefix prefix(int daemonUser, Confinement confinement) throws Refused {
        return new Confiner(machine.resolve("etc"), machine.resolve("cgroup"), machine.resolve("proc"), daemonUser)
                .prefix("api:0", confinement);
    }

    private void refused(int daemonUser, Confinement confinement, String... words) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> prefix(daemonUser, confinement))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words));
    }

    @Test
    void user_isSetWithItsGroupsAndItsHome() throws Refused {
        Confiner.Prefix prefix = prefix(ROOT, AS_WWW);

        assertThat(prefix.words())
                .containsExactly("/usr/bin/setpriv", "--reuid=33", "--regid=33", "--init-groups", "--");
        assertThat(prefix.variables()).isEqualTo(Map.of("HOME", "/var/www", "USER", "www", "LOGNAME", "www"));
    }

    @Test
    void groupAndNumberOfAUser_mayBeGiven() throws Refused {
        Confinement confinement = Confinement.NONE.withUser(Optional.of("4711")).withGroup(Optional.of("video"));

        assertThat(prefix(ROOT, confinement).words())
                .containsExactly("/usr/bin/setpriv", "--reuid=4711", "--regid=44", "--clear-groups", "--");
    }

    @Test
    void whoIsNobody_isRefused() {
        refused(ROOT, Confinement.NONE.withUser(Optional.of("wwv")), "the user \"wwv\" does not exist");
        refused(ROOT, AS_WWW.withGroup(Optional.of("vdeo")), "the group \"vdeo\" does not exist");
    }

    @Test
    void anotherUser_needsRoot() throws Refused {
        refused(BOB, AS_WWW, "user = \"www\" needs root", "runs as the user 1000");
        refused(BOB, Confinement.NONE.withGroup(Optional.of("video")), "needs root");
        assertThat(prefix(BOB, Confinement.NONE.withUser(Optional.of("bob"))).words())
                .isEmpty();
    }

    @Test
    void rlimits_holdForTheProgramItself() throws Refused {
        Confinement confinement = Confinement.NONE
                .withRlimit("nofile", new Rlimit(512, 4096))
                .withRlimit("core", Rlimit.parse("unlimited"));

        assertThat(prefix(BOB, confinement).words())
                .containsExactly("/usr/bin/prlimit", "--core=unlimited", "--nofile=512:4096", "--");
        refused(
                BOB,
                Confinement.NONE.withRlimit("nofile", new Rlimit(8192, 8192)),
                "rlimits.nofile = 8192 is refused",
                "the hard limit of the daemon is 4096");
        assertThat(prefix(ROOT, Confinement.NONE.withRlimit("nofile", new Rlimit(8192, 8192)))
                        .words())
                .contains("--nofile=8192");
    }

    @Test
    void oomScore_isSetByAShell_andNeedsRootBelowTheDaemons() throws Refused {
        assertThat(prefix(BOB, Confinement.NONE.withOomScoreAdj(OptionalInt.of(500)))
                        .words())
                .containsExactly("/bin/sh", "-c", "echo 500 > /proc/self/oom_score_adj && exec \"$@\"", "sh");
        refused(BOB, Confinement.NONE.withOomScoreAdj(OptionalInt.of(50)), "oom_score_adj = 50 is refused");
        assertThat(prefix(ROOT, Confinement.NONE.withOomScoreAdj(OptionalInt.of(-900)))
                        .words())
                .hasSize(4);
    }

    private static Confinement grouped() {
        return Confinement.NONE.withCgroup(new CgroupLimits(OptionalDouble.of(1.5), OptionalLong.of(512 << 20)));
    }

    private void delegate(String controllers) throws IOException {
        write("proc/self/cgroup", "0::/user/velos.service\n");
        write("cgroup/cgroup.controllers", "cpu io memory pids\n");
        write("cgroup/user/velos.service/cgroup.controllers", controllers + "\n");
        write("cgroup/user/velos.service/cgroup.subtree_control", "");
        write("cgroup/user/velos.service/cgroup.procs", "77\n");
    }

    @Test
    void controlGroup_isMadeWhereItIsDelegated() throws IOException, Refused {
        delegate("cpu memory pids");
        Path base = machine.resolve("cgroup/user/velos.service");
        Confiner.Prefix prefix = prefix(BOB, grouped());

        assertThat(prefix.words().get(2)).startsWith("echo 0 > '" + base.resolve("velos-api.0/cgroup.procs") + "'");
        assertThat(Files.readString(base.resolve("velos-api.0/cpu.max"))).isEqualTo("150000 100000");
        assertThat(Files.readString(base.resolve("velos-api.0/memory.max"))).isEqualTo("536870912");
        assertThat(Files.readString(base.resolve("cgroup.subtree_control"))).isEqualTo("+cpu +memory");
        assertThat(Files.readString(base.resolve("velos-daemon/cgroup.procs"))).isEqualTo("77");
    }

    @Test
    void controlGroupThatIsNotDelegated_isRefused() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        refused(BOB, grouped(), "cgroup limits need cgroup v2", "max_memory");
        delegate("memory");
        refused(BOB, grouped(), "the controller cpu is not delegated", "Delegate=yes");
    }

    @Test
    void machineWithoutProc_hasNoneOfIt() {
        Path elsewhere = machine.resolve("elsewhere");
        Confiner portable = new Confiner(machine.resolve("etc"), elsewhere, elsewhere, ROOT);

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> portable.prefix("api:0", Confinement.NONE.withOomScoreAdj(OptionalInt.of(5))))
                .withMessageContaining("oom_score_adj is possible on Linux only");
    }
}
