package dev.velos.e2e.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.Invocation;
import dev.velos.e2e.fixture.Result;
import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** {@code velos startup}: the files are what init systems take; systemctl is played by a script that keeps its words. */
class StartupTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private Path unit() {
        return velos.base().resolve("config/systemd/user/velos.service");
    }

    private Invocation command(String... words) {
        Path bin = velos.work().resolve("bin");
        return velos.command(words)
                .env("PATH", bin + ":" + System.getenv("PATH"))
                .env("XDG_CONFIG_HOME", velos.base().resolve("config").toString());
    }

    private void tool(String name, String body) {
        Path tool =
                velos.write("bin/" + name, "#!/bin/sh\necho " + name + " \"$@\" >>" + velos.work() + "/calls\n" + body);
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    private List<String> calls() {
        return velos.read(velos.work().resolve("calls")).lines().toList();
    }

    /** The text between the two comments of a dry run. */
    private static String shown(Result dryRun) {
        String out = dryRun.succeeds().out();
        return out.substring(out.indexOf("\n\n") + 2, out.indexOf("\n# And this would be run"));
    }

    @Test
    void userUnit_isWrittenEnabledAndStarted_andUndone() {
        tool("systemctl", "");
        tool("loginctl", "");
        command("startup", "--user", "--init", "systemd").run().succeeds().says(unit() + " is written");
        assertThat(velos.read(unit()))
                .contains("Type=notify", "WatchdogSec=", "KillMode=process", "ExecStop=")
                .contains("Environment=\"VELOS_HOME=" + velos.home().directory() + "\"")
                .contains("/bin/velos\" daemon run --resurrect")
                .contains("WantedBy=default.target")
                .doesNotContain("User=");
        assertThat(calls())
                .containsExactly(
                        "systemctl --user daemon-reload",
                        "systemctl --user enable velos.service",
                        "loginctl enable-linger " + System.getProperty("user.name"),
                        "systemctl --user start velos.service");
        command("unstartup", "--user", "--init", "systemd").run().succeeds();
        assertThat(unit()).doesNotExist();
        assertThat(calls()).endsWith("systemctl --user disable velos.service", "systemctl --user daemon-reload");
        command("unstartup", "--user", "--init", "systemd").run().succeeds().says("There is nothing to undo");
    }

    @Test
    void daemonThatRunsAlready_isNotStartedASecondTime() {
        tool("systemctl", "");
        tool("loginctl", "exit 1");
        velos.velos("daemon", "start").succeeds();
        command("startup", "--user", "--init", "systemd")
                .run()
                .succeeds()
                .says("from the next start on", "is not the init system's", "starts at your first login");
        assertThat(calls()).doesNotContain("systemctl --user start velos.service");
    }

    @Test
    void dryRun_showsAllAndDoesNothing() {
        tool("systemctl", "");
        command("startup", "--user", "--init", "systemd", "--dry-run")
                .run()
                .succeeds()
                .says("Nothing is done", unit().toString(), "systemctl --user enable velos.service");
        assertThat(unit()).doesNotExist();
        assertThat(calls()).isEmpty();
    }

    @Test
    void fileOfSomebodyElse_isLeftAlone() throws IOException {
        Files.createDirectories(unit().getParent());
        Files.writeString(unit(), "[Unit]\n");
        for (String command : List.of("startup", "unstartup")) {
            command(command, "--user", "--init", "systemd")
                    .run()
                    .exits(1)
                    .complains(unit() + " is there and was not written by");
        }
        assertThat(unit()).hasContent("[Unit]");
    }

    @Test
    void toolThatFails_isQuoted() {
        tool("systemctl", "echo 'Failed to connect to bus'; exit 1");
        command("startup", "--user", "--init", "systemd")
                .run()
                .exits(1)
                .complains("systemctl --user daemon-reload", "Failed to connect to bus");
    }

    @Test
    void wrongWords_areRefusedWithARemedy() {
        command("startup", "--init", "upstart").run().exits(2).complains("systemd, openrc or launchd");
        command("startup", "--init", "openrc", "--user").run().exits(2).complains("no services of a user's own");
        command("startup", "--init", "systemd", "now").run().exits(2).complains("does not know what to do with");
        command("startup", "--init", "systemd", "--owner", "a b").run().exits(2).complains("no name of a user");
        command("startup", "--init", "systemd", "--user", "--owner", "nobody")
                .run()
                .exits(2)
                .complains("--user is for yourself");
    }

    @Test
    void withoutRoot_theOneCommandForRootIsPrinted() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv, to be another user");
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
        Result result = command(
                        "setpriv",
                        "--reuid=65534",
                        "--clear-groups",
                        VelosFixture.sources().resolve("build/dist/bin/velos").toString(),
                        "startup",
                        "--init",
                        "openrc")
                .env("VELOS_HOME", "/tmp/x y/.velos")
                .runProgram();
        assumeTrue(!result.err().contains("Permission denied"), "the build is in a folder that others cannot read");
        result.exits(1).complains("is root's", "sudo env 'VELOS_HOME=/tmp/x y/.velos'", "startup --owner nobody");
    }

    @Test
    void systemdUnits_areFoundGoodBySystemd() {
        assumeTrue(isOnPath("systemd-analyze"), "systemd-analyze is not installed (Debian: apt install systemd)");
        for (String[] scope : new String[][] {{}, {"--user"}}) {
            List<String> words = new ArrayList<>(List.of("startup", "--init", "systemd", "--dry-run"));
            words.addAll(List.of(scope));
            Path file = velos.write(
                    "velos-check.service",
                    shown(command(words.toArray(String[]::new))
                            .env("VELOS_HOME", velos.base() + "/a b%c")
                            .run()));
            velos.command("systemd-analyze", "verify", "--man=no", file.toString())
                    .runProgram()
                    .succeeds()
                    .says("");
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void openRcScript_isAShellScript() {
        String script = shown(command("startup", "--init", "openrc", "--dry-run")
                .env("VELOS_HOME", velos.base() + "/it's")
                .run());
        Path file = velos.write("openrc", script);
        velos.command("sh", "-n", file.toString()).runProgram().succeeds();
        velos.command("sh", "-c", ". ./openrc && echo \"$VELOS_HOME $command_args\"")
                .runProgram()
                .succeeds()
                .says(velos.base() + "/it's daemon run --resurrect");
    }

    @Test
    void launchdJob_isAPropertyListWithItsStringsEscaped() throws Exception {
        String plist = shown(command("startup", "--init", "launchd", "--dry-run")
                .env("VELOS_HOME", velos.base() + "/a&b<c")
                .run());
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document = parsers.newDocumentBuilder().parse(new InputSource(new StringReader(plist)));
        List<String> strings = new ArrayList<>();
        NodeList nodes = document.getElementsByTagName("string");
        for (int i = 0; i < nodes.getLength(); i++) {
            strings.add(nodes.item(i).getTextContent());
        }
        assertThat(strings).contains("daemon", "run", "--resurrect", velos.base() + "/a&b<c");
        assertThat(document.getElementsByTagName("dict").getLength()).isEqualTo(3);
    }

    /** The words of ExecStart, run with the unit's environment as systemd runs them. */
    @Test
    void execStartOfTheUnit_startsADaemonThatSaysItIsReady() {
        String unit = shown(command("startup", "--init", "systemd", "--dry-run").run());
        String line = unit.lines()
                .filter(it -> it.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        String socket = velos.work().resolve("notify").toString();
        Listener init = Listener.at(socket, velos);
        RunningCommand daemon = velos.command("sh", "-c", "exec " + line.substring("ExecStart=".length()))
                .env("NOTIFY_SOCKET", socket)
                .startProgram();
        velos.until("it is ready", () -> init.heard().contains("READY=1"));
        velos.write("a.sh", "exec sleep 1000\n");
        velos.velos("start", "a.sh").succeeds();
        assertThat(velos.process("a").status()).isEqualTo(ProcessStatus.ONLINE);
        daemon.terminate();
        daemon.result().exits(0);
    }
}
