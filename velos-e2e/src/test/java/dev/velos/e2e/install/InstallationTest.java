package dev.velos.e2e.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.e2e.fixture.Invocation;
import dev.velos.e2e.fixture.Machine;
import dev.velos.e2e.fixture.Result;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code make install} and {@code make uninstall}. */
class InstallationTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private Invocation script(String name, String prefix) {
        return velos.command(
                        "sh", VelosFixture.sources().resolve("scripts/" + name).toString())
                .env("JAVA_HOME", System.getProperty("java.home"))
                .env("PREFIX", prefix);
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    /** In a folder with a space in its name, since one is found in many a home. */
    @Test
    void upgradeKeepsWhatRuns_andUninstallLeavesNothing() throws IOException {
        Path prefix = velos.base().resolve("a b/pre.fix");
        Path releases = prefix.resolve("lib/velos/releases");
        script("install.sh", prefix.toString()).runProgram().succeeds().says("installed");
        String first = namesIn(releases).getFirst();
        Files.createDirectory(releases.resolve("0.0.1-unused"));
        installed(prefix, "start", velos.write("idle.sh", "exec sleep 1000\n").toString())
                .succeeds();
        assertThat(prefix.resolve("share/man/man1")).isDirectoryContaining("glob:**/velos-start.1");
        assertThat(Files.readString(prefix.resolve("share/man/man1/velos.1"))).contains(".SH NAME");
        long pid = velos.pid("idle");
        assertThat(Machine.commandLine(velos.daemonPid())).contains(first);

        script("install.sh", prefix.toString()).runProgram().succeeds();
        assertThat(namesIn(releases))
                .as("the one in use and the new one")
                .hasSize(2)
                .contains(first);
        installed(prefix, "daemon", "restart").succeeds();
        assertThat(Machine.commandLine(velos.daemonPid())).doesNotContain(first);
        assertThat(velos.pid("idle")).isEqualTo(pid);

        script("uninstall.sh", prefix.toString()).runProgram().exits(1).complains("still running", "velos kill");
        installed(prefix, "kill").succeeds();
        script("uninstall.sh", prefix.toString()).runProgram().succeeds();
        assertThat(velos.base().resolve("a b")).doesNotExist();
    }

    private Result installed(Path prefix, String... words) {
        return velos.command(Stream.concat(Stream.of(prefix.resolve("bin/velos").toString()), Stream.of(words))
                        .toArray(String[]::new))
                .runProgram();
    }

    @Test
    void stagedInstallation_canBeMovedToItsPlace() throws IOException {
        Path stage = velos.base().resolve("sta[g]e");
        script("install.sh", "/opt/velos-test")
                .env("DESTDIR", stage + "/")
                .runProgram()
                .succeeds();
        assertThat(Files.readString(stage.resolve("opt/velos-test/lib/velos/installed")))
                .contains("/opt/velos-test/share/zsh/site-functions/_velos\n")
                .doesNotContain(stage.toString());
        Path moved = Files.move(stage.resolve("opt/velos-test"), velos.base().resolve("moved"));
        installed(moved, "version").succeeds().says("velos ");
        for (String file : List.of("net.properties", "security/java.security")) {
            Path release = moved.resolve("lib/velos/releases");
            Path settings = release.resolve(namesIn(release).getFirst(), "runtime/conf", file);
            assertThat(properties(settings))
                    .isEqualTo(properties(Path.of(System.getProperty("java.home"), "conf", file)));
        }
    }

    private static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        }
        return properties;
    }

    @Test
    void folderThatCannotBeWrittenTo_isTold() throws IOException {
        Path file = velos.write("file", "");
        script("install.sh", file + "/velos").runProgram().exits(1).complains(file + " is a file", "PREFIX=");
        script("install.sh", "/proc/velos").runProgram().exits(1).complains("/proc", "PREFIX=");
        script("install.sh", "").runProgram().exits(2).complains("PREFIX", "make install PREFIX=");
    }

    @Test
    void uninstallWhereNothingIs_isTold() {
        script("uninstall.sh", velos.base().toString()).runProgram().exits(1).complains("nothing is installed");
    }

    /** The folders that it looks into are hidden from it, which takes the right to mount. */
    @Test
    void whereThereIsNoJdk_itSaysWhereItLookedAndWhatToInstall() throws IOException {
        Path copy = velos.base().resolve("copy");
        Path dist = VelosFixture.sources().resolve("build/dist");
        velos.command("cp", "-R", dist.toString(), copy.toString()).runProgram().succeeds();
        Files.delete(copy.resolve("jdk"));
        Files.createDirectory(velos.base().resolve("bin"));
        Result told = velos.command("unshare", "-m", "/bin/sh", "-c", """
                        for folder in /usr/lib/jvm /usr/java /opt; do
                            [ ! -d $folder ] || mount -t tmpfs none $folder || exit 77
                        done
                        PATH=$HOME/bin exec "$0/bin/velos" list
                        """, copy.toString())
                .runProgram();
        assumeTrue(told.exitCode() == 1, told.toString());
        told.complains(
                "no JDK 25", "JAVA_HOME: not set", "PATH: no java", "/usr/lib/jvm", "Install one", "adoptium.net");
    }
}
