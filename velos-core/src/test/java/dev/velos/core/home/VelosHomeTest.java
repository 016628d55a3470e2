package dev.velos.core.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessName;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VelosHomeTest {
    private static final VelosHome HOME = new VelosHome(Path.of("/h"));

    @Test
    void environment_choosesTheHome() {
        assertThat(VelosHome.ofEnvironment(Map.of("VELOS_HOME", "/v/./x/..", "HOME", "/u")))
                .isEqualTo(new VelosHome(Path.of("/v")));
        assertThat(VelosHome.ofEnvironment(Map.of("VELOS_HOME", "", "HOME", "/u")))
                .isEqualTo(new VelosHome(Path.of("/u/.velos")));
        assertThat(VelosHome.ofEnvironment(Map.of()))
                .isEqualTo(new VelosHome(Path.of(System.getProperty("user.home"), ".velos")));
        assertThat(VelosHome.ofEnvironment(Map.of("VELOS_HOME", "rel")).directory())
                .isAbsolute();
    }

    @Test
    void paths_standInTheHome() {
        assertThat(List.of(HOME.socket(), HOME.pidFile(), HOME.lockFile(), HOME.launchLock(), HOME.bootLog()))
                .map(Path::toString)
                .containsExactly("/h/velos.sock", "/h/velos.pid", "/h/velos.lock", "/h/launch.lock", "/h/run/boot.log");
        assertThat(HOME.daemonLog()).hasToString("/h/daemon.log");
        assertThat(HOME.journal()).hasToString("/h/run/journal");
    }

    @Test
    void logs_areNamedAfterTheProcess() {
        Path log = HOME.log("api", 0, 1, "out");
        assertThat(log).hasToString("/h/logs/api-out.log");
        assertThat(HOME.log("api", 2, 4, "err")).hasToString("/h/logs/api:2-err.log");
        assertThat(VelosHome.indexOf(log)).hasToString("/h/logs/api-out.log.idx");
        assertThat(VelosHome.rotated(log, 3)).hasToString("/h/logs/api-out.log.3");
        assertThat(VelosHome.indexOf(VelosHome.rotated(log, 3))).hasToString("/h/logs/api-out.log.3.idx");
        assertThat(HOME.fifo("api", 2, "err")).hasToString("/h/run/api:2.err");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.velos.core.protocol.Seeds#seeds")
    void filesOfDifferentStreams_neverMeet(long seed) {
        Random random = new Random(seed);
        Map<Path, String> owners = new HashMap<>();
        owners.put(HOME.journal(), "the daemon");
        owners.put(HOME.bootLog(), "the daemon");
        for (int i = 0; i < 300; i++) {
            String name = name(random);
            int instances = 1 + random.nextInt(3);
            for (int instance = 0; instance < instances; instance++) {
                claimAll(owners, name, instance, instances);
            }
        }
        assertThat(owners).hasSizeGreaterThan(1_000);
    }

    private static void claimAll(Map<Path, String> owners, String name, int instance, int instances) {
        for (String stream : List.of("out", "err")) {
            Path log = HOME.log(name, instance, instances, stream);
            String owner = name + ":" + instance + " of " + (instances > 1 ? "several" : "one") + " " + stream;
            claim(owners, log, owner);
            claim(owners, VelosHome.indexOf(log), owner + " index");
            claim(owners, VelosHome.rotated(log, 1), owner + " 1");
            claim(owners, VelosHome.rotated(log, 10), owner + " 10");
            claim(owners, VelosHome.indexOf(VelosHome.rotated(log, 1)), owner + " 1 index");
            claim(owners, HOME.fifo(name, instance, stream), name + ":" + instance + " pipe " + stream);
        }
    }

    private static void claim(Map<Path, String> owners, Path path, String owner) {
        assertThat(owners.merge(path, owner, (before, now) -> before))
                .as("%s", path)
                .isEqualTo(owner);
        assertThat(path.getFileName().toString().length()).isLessThanOrEqualTo(255);
    }

    /** Names made of the very parts that files are named with. */
    private static String name(Random random) {
        String[] parts = {"a", "api", "-out", "-err", ".log", ".idx", ".1", ".10", "0", "-", ".out", ".err", "journal"};
        StringBuilder name = new StringBuilder(random.nextInt(4) == 0 ? "" : "a");
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            name.append(parts[random.nextInt(parts.length)]);
        }
        String candidate = name.substring(0, Math.min(name.length(), ProcessName.MAX_LENGTH));
        return candidate.chars().anyMatch(Character::isLetter) ? new ProcessName(candidate).value() : "a" + candidate;
    }
}
