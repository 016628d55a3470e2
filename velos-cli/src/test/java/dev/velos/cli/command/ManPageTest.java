package dev.velos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

class ManPageTest {
    /** What renders a page, the first one that is there; all of them complain of what is no roff. */
    private static final List<List<String>> RENDERERS = List.of(
            List.of("groff", "-man", "-Tutf8", "-ww", "-P-cbou", "-rLL=300n"),
            List.of("mandoc", "-Tutf8", "-Owidth=300"),
            List.of("man", "-l"));

    @TempDir
    Path folder;

    static Stream<String> commands() {
        return CommandTable.NAMES.stream();
    }

    @Test
    void pageOfVelos_namesEveryCommandAndExitCode() throws IOException, InterruptedException {
        String shown = rendered("velos");
        assertThat(shown)
                .contains(CommandTable.NAMES.stream()
                        .map(it -> "velos-" + it + "(1)")
                        .toList());
        assertThat(shown)
                .contains(
                        Arrays.stream(ExitCode.values()).map(ExitCode::meaning).toList())
                .contains("VELOS_HOME", "VELOS_OUTPUT", "NO_COLOR", "~/.velos/config.toml");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommand_hasAPageWithAllItsOptionsAndArguments(String command) throws IOException, InterruptedException {
        assertThat(ManPage.names()).contains("velos-" + command);
        CommandSpec model = Model.withCommon(CommandTable.require(command).model());
        String shown = rendered("velos-" + command);
        for (OptionSpec option : model.options()) {
            assertThat(shown).contains(String.join(", ", option.names()));
            assertThat(shown).contains(String.format(option.description()[0]));
        }
        for (PositionalParamSpec argument : model.positionalParameters()) {
            assertThat(shown).contains(argument.paramLabel());
        }
        assertThat(shown).contains(model.usageMessage().customSynopsis());
        assertThat(List.of(model.aliases())).allSatisfy(it -> assertThat(shown).contains(it));
    }

    private String rendered(String name) throws IOException, InterruptedException {
        Path page = Files.writeString(folder.resolve(name + ".1"), ManPage.of(name));
        for (List<String> renderer : RENDERERS) {
            if (isThere(renderer.getFirst())) {
                return output(renderer, page);
            }
        }
        assumeTrue(false, "neither groff, mandoc nor man is installed");
        return "";
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(it -> Files.isExecutable(Path.of(it, program)));
    }

    /** Without what it complains of there would be nothing to compare with. */
    private String output(List<String> renderer, Path page) throws IOException, InterruptedException {
        Path complaints = folder.resolve("complaints");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(renderer.stream(), Stream.of(page.toString())).toList());
        builder.environment().putAll(java.util.Map.of("MANWIDTH", "300", "LC_ALL", "C.UTF-8", "MANPAGER", "cat"));
        Process process = builder.redirectError(complaints.toFile()).start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(complaints)).isEmpty();
        return shown.replaceAll("(?m)^ +", "").replaceAll("\n(?=\\S)", " ").replaceAll(" +", " ");
    }
}
