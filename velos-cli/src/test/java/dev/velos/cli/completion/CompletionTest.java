package dev.velos.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.cli.command.CommandTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    @TempDir
    Path folder;

    @Test
    void bashScript_parses() throws Exception {
        assertThat(check("bash", BashCompletion.script(shapes()))).isEmpty();
    }

    @Test
    void zshScript_parses() throws Exception {
        assumeTrue(isThere("zsh"), "no zsh here");
        assertThat(check("zsh", ZshCompletion.script(shapes()))).isEmpty();
    }

    @Test
    void fishScript_parses() throws Exception {
        assumeTrue(isThere("fish"), "no fish here");
        assertThat(check("fish", FishCompletion.script(shapes()))).isEmpty();
    }

    @Test
    void bash_completesCommandsOptionsAndValues() throws Exception {
        assertThat(complete("star")).containsExactly("start", "startup");
        assertThat(complete("start", "--na")).containsExactly("--name");
        assertThat(complete("start", "--restart", "on")).containsExactly("on-failure");
        assertThat(complete("daemon", "re")).containsExactly("restart");
        assertThat(complete("stop", "w")).containsExactly("web", "worker");
    }

    @Test
    void everyScript_knowsEveryCommand() {
        List<CommandShape> shapes = shapes();
        for (String name : CommandTable.NAMES) {
            assertThat(ZshCompletion.script(shapes)).contains("        " + name + ") _arguments");
            assertThat(FishCompletion.script(shapes)).contains("-a " + name + " -d ");
        }
    }

    /** What bash offers for the last of these words, where {@code velos completion names} knows two processes. */
    private List<String> complete(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of("velos"));
        line.addAll(List.of(words));
        String script = BashCompletion.script(shapes()) + "\nvelos() { printf 'web\\nworker\\napi\\n'; }\nCOMP_WORDS=("
                + String.join(" ", line) + ")\nCOMP_CWORD=" + words.length
                + "\n_velos\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
        Path file = Files.writeString(folder.resolve("complete"), script);
        return output("bash", file.toString()).lines().toList();
    }

    private String check(String shell, String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script"), script);
        return output(shell, "-n", file.toString());
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static boolean isThere(String shell) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(directory, shell))) {
                return true;
            }
        }
        return false;
    }

    private static List<CommandShape> shapes() {
        return CommandTable.NAMES.stream()
                .map(name -> CommandShape.of(CommandTable.require(name).model()))
                .toList();
    }
}
