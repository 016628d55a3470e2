package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProbeTarget;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyWordsTest {
    private static final Path FOLDER = Path.of("/srv/api");
    private static final ProcessSpec PLAIN = ProcessSpec.of(new ProcessName("api"), "/srv/api/a.js", "/srv/api");

    private static ProcessSpec with(String... words) {
        return KeyWords.refine(PLAIN, List.of(words), FOLDER, Map.of("SIZE", "7M"));
    }

    @Test
    void values_areTakenAsInTheFile_orAsTexts() {
        ProcessSpec spec = with("max_restarts=3", "kill_timeout=9s", "env.GREETING=hello there", "args=[\"a\", \"b\"]");
        assertThat(spec.restart().maxRestarts()).isEqualTo(3);
        assertThat(spec.stop().killTimeout()).hasSeconds(9);
        assertThat(spec.environment().own()).containsEntry("GREETING", "hello there");
        assertThat(spec.program().args()).containsExactly("a", "b");
    }

    @Test
    void nestedKeysAndVariables_workAsInTheFile() {
        ProcessSpec spec = with("health.http=http://127.0.0.1:3000/h", "max_memory=\"${SIZE}\"");
        assertThat(spec.health().probe()).containsInstanceOf(ProbeTarget.Http.class);
        assertThat(spec.memory().maxBytes()).hasValue(7 << 20);
    }

    @Test
    void whatIsNotSet_staysAsItIs() {
        ProcessSpec other = PLAIN.withInstances(4);
        assertThat(KeyWords.refine(other, List.of("max_restarts=5"), FOLDER, Map.of()))
                .isEqualTo(other.withRestart(it -> it.withMaxRestarts(5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_restart=3|max_restart=3: max_restart is not a key of velos.toml.|max_restarts",
                "nice=very|nice=very: nice has to be a whole number, not a text.|from -20 to 19",
                "max_size|\"max_size\" sets no key of velos.toml.|KEY=VALUE",
                "=3|\"=3\" sets no key of velos.toml.|KEY=VALUE",
                "name=b|name is said by the command itself.|Leave it out",
                "health.interval=1s|health.interval=1s: health.interval belongs to a probe|health.tcp",
            })
    void whatIsWrong_isSaidWithTheWord(String word, String problem, String remedy) {
        assertThatThrownBy(() -> with("max_restarts=3", word)).isInstanceOfSatisfying(VelosException.class, e -> {
            assertThat(e.failure().message()).contains(problem);
            assertThat(e.failure().remedy()).contains(remedy);
        });
    }

    @Test
    void wordWithLinesOfItsOwn_isOneText() {
        assertThat(with("env.A=1\n[process.b]\nscript = \"x\"").environment().own())
                .containsEntry("A", "1\n[process.b]\nscript = \"x\"");
    }
}
