package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.VelosException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "Z", "_", "api", "api.v2", "api-out", "0a", "a0", ".a", "-a", "All", "al", "a..b", "_0"})
    void legalNames_areTaken(String name) {
        assertThat(new ProcessName(name)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({
        "'', it is empty",
        "a b, the character at position 2 is not allowed",
        "api:0, the character at position 4 is not allowed",
        "../etc, the character at position 3 is not allowed",
        "a/b, the character at position 2 is not allowed",
        "\u00e9t\u00e9, the character at position 1 is not allowed",
        "'a\0', the character at position 2 is not allowed",
        "all, '\"all\" stands for every process'",
        "0, 'it has no letter, so it could be taken for a number or a path'",
        "12, 'it has no letter, so it could be taken for a number or a path'",
        "., 'it has no letter, so it could be taken for a number or a path'",
        "-, 'it has no letter, so it could be taken for a number or a path'",
        ".., 'it has no letter, so it could be taken for a number or a path'"
    })
    void illegalNames_areRefusedWithTheReason(String name, String reason) {
        assertThatThrownBy(() -> new ProcessName(name))
                .isInstanceOf(VelosException.class)
                .hasMessage("\"" + name + "\" cannot be the name of a process: " + reason
                        + ". Use 1 to 64 of the characters A-Z a-z 0-9 . _ - with a letter among them.");
    }

    @Test
    void length_endsAt64() {
        assertThat(new ProcessName("a".repeat(64)).value()).hasSize(64);
        assertThatThrownBy(() -> new ProcessName("a".repeat(65)))
                .hasMessageStartingWith(
                        "\"" + "a".repeat(64) + "...\" cannot be the name of a process:" + " it has 65 characters.");
    }

    @Test
    void names_areOrderedByTheirText() {
        assertThat(new ProcessName("a")).isLessThan(new ProcessName("b"));
    }
}
