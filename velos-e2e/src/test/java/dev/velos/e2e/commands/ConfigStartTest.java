package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.e2e.fixture.VelosFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code velos start --config}. */
class ConfigStartTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @Test
    void everyKey_reachesItsProcess() {
        velos.write("app/env.sh", "echo \"$GREETING $1 $(pwd)\"; exec sleep 1000\n");
        velos.write("app/echo.txt", "import sys, time\nprint(sys.argv[1:], flush=True)\ntime.sleep(1000)\n");
        velos.write("velos.toml", """
                [process.api]
                script = "app/env.sh"
                args = ["wide world"]
                cwd = "app"
                instances = 1
                env = { GREETING = "hello" }

                [process.worker]
                script = "app/echo.txt"
                interpreter = "python3"
                args = ["a", "b"]
                """);
        velos.velos("start", "--config", "velos.toml").succeeds().says("api online", "worker online");
        assertThat(velos.list()).extracting(ProcessSnapshot::name).containsExactly("api", "worker");
        velos.until(
                "both have spoken",
                () -> velos.log("api").size() > 0 && velos.log("worker").size() > 0);
        assertThat(velos.log("api").text()).startsWith("hello wide world ").endsWith("/app\n");
        assertThat(velos.log("worker").text()).isEqualTo("['a', 'b']\n");
    }

    @Test
    void velosTomlOfTheFolder_isUsedWithoutBeingNamed() {
        velos.write("velos.toml", "[process.api]\nscript = \"sleep\"\nargs = [\"1000\"]\n");
        velos.velos("start").succeeds().says("api online");
    }

    @Test
    void everyProblem_isToldWithItsPlaceAndNothingStarts() {
        velos.write("velos.toml", """
                [process.good]
                script = "sleep"
                args = ["1000"]

                [process.bad]
                scirpt = "x.js"
                args = "no list"
                """);
        velos.velos("start", "--config", "velos.toml")
                .exits(1)
                .complains("velos.toml:6:1:", "scirpt", "script", "velos.toml:7:");
        assertThat(velos.list()).isEmpty();
    }

    @Test
    void textThatIsNoToml_isToldWithItsPlace() {
        velos.write("velos.toml", "[process.good]\nscript = \n");
        velos.velos("start", "--config", "velos.toml").exits(1).complains("velos.toml:2:");
        assertThat(velos.list()).isEmpty();
    }

    @Test
    void missingFile_isTold() {
        velos.velos("start", "--config", "nowhere.toml").exits(1).complains("nowhere.toml", "no such file");
    }

    @Test
    void oneOfMany_failsAndTheOthersRun() {
        velos.write("velos.toml", """
                [process.good]
                script = "sleep"
                args = ["1000"]

                [process.bad]
                script = "false"
                """);
        velos.velos("start", "--config", "velos.toml")
                .exits(1)
                .says("good online")
                .complains("\"bad\" is not up", "exit 1");
        assertThat(velos.process("good").status()).isEqualTo(ProcessStatus.ONLINE);
    }

    @Test
    void hundredProcesses_startSideBySideAndAnswerToNamesIdsAndAll() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            file.append("[process.p").append(i).append("]\nscript = \"sleep\"\nargs = [\"1000\"]\n");
        }
        velos.write("velos.toml", file.toString());
        velos.velos("start", "--config", "velos.toml").succeeds().says("100 processes");
        List<ProcessSnapshot> all = velos.list();
        assertThat(all).hasSize(100).allMatch(process -> process.status() == ProcessStatus.ONLINE);
        assertThat(all).extracting(process -> process.pid().orElseThrow()).doesNotHaveDuplicates();

        long id = velos.process("p7").id();
        velos.velos("stop", "p3", "p42", Long.toString(id)).succeeds().says("p3 stopped", "p42 stopped", "p7 stopped");
        assertThat(velos.list())
                .filteredOn(process -> process.status() == ProcessStatus.STOPPED)
                .extracting(ProcessSnapshot::name)
                .containsExactlyInAnyOrder("p3", "p42", "p7");
        velos.velos("restart", "p3", "p3", "p42").succeeds().says("p3 online", "p42 online");
        velos.velos("delete", "all").succeeds().says("100 processes");
        assertThat(velos.list()).isEmpty();
    }

    @Test
    void optionsOfAScript_areRefusedBesideAConfig() {
        velos.write("velos.toml", "[process.api]\nscript = \"sleep\"\n");
        velos.velos("start", "--config", "velos.toml", "--name", "x").exits(2).complains("--name", "velos.toml");
    }
}
