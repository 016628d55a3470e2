package dev.velos.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.e2e.fixture.Result;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the options of {@code velos start} make of a program. Each program here is a job that prints and ends. */
class StartOptionsTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private Result job(String... words) {
        String[] command =
                Arrays.copyOf(new String[] {"start", "--name", "job", "--restart", "never"}, 5 + words.length);
        System.arraycopy(words, 0, command, 5, words.length);
        return velos.velos(command);
    }

    private String output() {
        return velos.log("job").text();
    }

    @Test
    void argumentsBehindDashes_reachTheScriptAsTheyAre() {
        String script = velos.write("args.sh", "for a in \"$@\"; do echo \"[$a]\"; done\n")
                .toString();
        job(script, "--", "--name", "two words", "", "*", "--", "ünï").succeeds();
        assertThat(output().lines()).containsExactly("[--name]", "[two words]", "[]", "[*]", "[--]", "[ünï]");
    }

    @Test
    void env_isSetOverWhatTheCallerHas() {
        String script = velos.write("env.sh", "echo \"$ONE,$TWO,$THREE\"\n").toString();
        velos.command("start", "--name", "job", "--restart", "never", script, "--env", "TWO=b=c", "-e", "THREE=")
                .env("ONE", "inherited")
                .env("TWO", "inherited")
                .run()
                .succeeds();
        assertThat(output()).isEqualTo("inherited,b=c,\n");
    }

    @Test
    void set_givesAnyKeyOfTheFile() {
        String script = velos.write("a.sh", "echo \"$GREETING\"\n").toString();
        job(script, "--set", "log.format=json", "--set", "env.GREETING=hello there", "--set", "namespace=tools")
                .succeeds();
        assertThat(output()).startsWith("{").contains("\"hello there\"");
        velos.velos("info", "job").succeeds().says("tools", "10 rotated, lines as JSON");
        job(script, "--set", "log.fromat=json").exits(2).complains("--set: log.fromat=json", "format");
    }

    @Test
    void cwd_isWhereTheProgramRuns() throws IOException {
        Path folder = Files.createDirectory(velos.work().resolve("a folder")).toRealPath();
        velos.write("pwd.sh", "pwd\n");
        job("pwd.sh", "--cwd", "a folder").succeeds();
        assertThat(output()).isEqualTo(folder + "\n");
    }

    @Test
    void withoutCwd_theProgramRunsWhereTheCommandWasGiven() throws IOException {
        velos.write("sub/pwd.sh", "pwd\n");
        job("sub/pwd.sh").succeeds();
        assertThat(output()).isEqualTo(velos.work().toRealPath() + "\n");
    }

    @Test
    void interpreterNone_runsTheFileItself() {
        Path script = velos.write("liar.js", "#!/bin/sh\necho run by \"$0\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        job("liar.js", "--interpreter", "none").succeeds();
        assertThat(output()).isEqualTo("run by " + script + "\n");
    }

    @Test
    void interpreter_isUsedWhateverTheExtension() {
        job(velos.write("words.txt", "print(6 * 7)\n").toString(), "--interpreter", "python3")
                .succeeds();
        assertThat(output()).isEqualTo("42\n");
    }

    @Test
    void commandOnThePath_isRun() {
        job("echo", "--", "by", "name").succeeds();
        assertThat(output()).isEqualTo("by name\n");
    }

    @Test
    void executableWithoutExtension_isRun() {
        Path script = velos.write("tool", "#!/bin/sh\necho tool\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        job("./tool").succeeds();
        assertThat(output()).isEqualTo("tool\n");
    }

    @ParameterizedTest
    @CsvSource({
        "node, js, console.log('spoken')",
        "node, cjs, console.log('spoken'); require('fs')",
        "node, mjs, import 'fs'; console.log('spoken')",
        "python3, py, print('spoken')",
        "ruby, rb, puts 'spoken'",
        "php, php, <?php echo \"spoken\\n\";",
        "perl, pl, print \"spoken\\n\"",
        "sh, sh, echo spoken",
    })
    void extension_choosesTheInterpreter(String interpreter, String extension, String program) {
        assumeTrue(isInstalled(interpreter), interpreter + " is not installed");
        job(velos.write("speak." + extension, program + "\n").toString()).succeeds();
        assertThat(output()).startsWith("spoken");
    }

    @Test
    void jar_isRunByJava() throws IOException {
        Path classes = velos.work();
        velos.write(
                "Speak.java",
                "class Speak { public static void main(String[] a) { System.out.println(\"spoken\"); } }\n");
        String java = System.getProperty("java.home") + "/bin";
        velos.command(java + "/javac", "Speak.java").runProgram().succeeds();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Speak");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(classes.resolve("speak.jar")), manifest)) {
            jar.putNextEntry(new JarEntry("Speak.class"));
            Files.copy(classes.resolve("Speak.class"), jar);
        }
        velos.command("start", "speak.jar", "--name", "job", "--restart", "never")
                .env("PATH", java + ":" + System.getenv("PATH"))
                .run()
                .succeeds();
        assertThat(output()).isEqualTo("spoken\n");
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> new File(folder, program).canExecute());
    }
}
