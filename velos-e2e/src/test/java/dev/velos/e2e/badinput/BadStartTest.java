package dev.velos.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.velos.e2e.fixture.Bystander;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be started, and processes that are not there: each is told, and costs a bystander nothing. */
class BadStartTest {
    @RegisterExtension
    static final VelosFixture velos = new VelosFixture();

    private static Bystander bystander;

    @BeforeAll
    static void startBystander() {
        bystander = Bystander.start(velos);
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(velos.list()).as("what is left in the table").hasSize(1);
    }

    @AfterAll
    static void bystanderIsUndisturbed() {
        bystander.isUndisturbed();
    }

    @Test
    void missingScript_isTold() {
        velos.velos("start", "./nowhere.js")
                .exits(1)
                .complains("the script " + velos.work().resolve("nowhere.js") + " does not exist", "Check its path");
        velos.velos("start", "nowhere-at-all").exits(1).complains("nowhere-at-all", "PATH", "Check its name");
        velos.velos("start", velos.work().toString())
                .exits(1)
                .complains("is a folder", "Name the file", "Nothing was run");
    }

    @Test
    void scriptThatIsNotExecutable_isTold() {
        velos.write("tool", "#!/bin/sh\nexec sleep 1000\n");
        velos.velos("start", "./tool").exits(1).complains("tool is not executable", "chmod +x", "--interpreter");
        velos.velos("start", "./tool", "--interpreter", "none")
                .exits(1)
                .complains("tool is not executable", "chmod +x");
    }

    @Test
    void executableOfNoKnownForm_isTold() throws IOException {
        Path file = Files.write(velos.work().resolve("strange"), new byte[] {1, 2, 3, 4});
        assertThat(file.toFile().setExecutable(true)).isTrue();
        velos.velos("start", "./strange").exits(1).complains("strange cannot be run", "--interpreter");
    }

    @Test
    void missingInterpreter_isTold() {
        velos.write("app.js", "setInterval(() => {}, 1000)\n");
        velos.velos("start", "app.js", "--interpreter", "noode")
                .exits(1)
                .complains("noode is not on PATH", "Install it", "--interpreter");
        velos.command("start", "app.js", "--env", "PATH=/nowhere")
                .run()
                .exits(1)
                .complains("node is not on PATH (/nowhere)", "Install it");
        velos.velos("start", "app.js", "--interpreter", "/nowhere/node")
                .exits(1)
                .complains("/nowhere/node");
    }

    @Test
    void folderThatIsNone_isTold() {
        velos.write("app.sh", "exec sleep 1000\n");
        velos.velos("start", "app.sh", "--cwd", "nowhere")
                .exits(1)
                .complains("the working directory " + velos.work().resolve("nowhere") + " does not exist", "--cwd");
        velos.velos("start", "app.sh", "--cwd", "app.sh").exits(1).complains("app.sh is not a folder", "--cwd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "../x", "a:0", "ä", "all", "17", ".", "..", "name\nwith\nlines"})
    void illegalName_isToldWithWhatIsLegal(String name) {
        velos.write("app.sh", "exec sleep 1000\n");
        velos.velos("start", "app.sh", "--name", name).exits(2).complains("cannot be the name", "A-Z a-z 0-9 . _ -");
    }

    @Test
    void nameOfSixtyFiveCharacters_isTold() {
        velos.write("app.sh", "exec sleep 1000\n");
        velos.velos("start", "app.sh", "--name", "n".repeat(65)).exits(2).complains("it has 65 characters", "1 to 64");
        velos.velos("start", "app.sh", "--name", "n".repeat(64)).succeeds();
        velos.velos("delete", "n".repeat(64)).succeeds();
    }

    @Test
    void takenName_isToldAndTheOtherRunsOn() {
        velos.write("app.sh", "exec sleep 1000\n");
        velos.velos("start", "app.sh", "--name", "numbers-js")
                .exits(1)
                .complains("\"numbers-js\" runs already", "velos restart numbers-js", "--name");
    }

    @ParameterizedTest
    @CsvSource({"stop", "restart", "delete", "flush", "info", "logs"})
    void unknownProcess_isToldWithTheNearestName(String command) {
        velos.velos(command, "numbers-jz")
                .exits(3)
                .complains("no process \"numbers-jz\"", "Did you mean \"numbers-js\"?");
        velos.velos(command, "4711").exits(3).complains("no process \"4711\"", "velos list");
    }

    @Test
    void badOptionValues_areTold() {
        velos.write("app.sh", "exec sleep 1000\n");
        velos.velos("start", "app.sh", "--env", "=x").exits(2).complains("without a name", "KEY=VALUE");
        velos.velos("start", "app.sh", "--restart", "sometimes")
                .exits(2)
                .complains("sometimes", "always, on-failure or never");
        velos.velos("start", "app.sh", "--kill-timeout", "soon").exits(2).complains("soon", "--kill-timeout");
        velos.velos("start", "app.sh", "more").exits(2).complains("more", "--");
        velos.velos("stop").exits(2);
    }

    @Test
    void unreadableScript_isTold() throws IOException {
        Path script = velos.write("secret.py", "print('x')\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(script), "the superuser may read every file");
        velos.velos("start", "secret.py").exits(1).complains("secret.py cannot be read", "chmod");
    }
}
