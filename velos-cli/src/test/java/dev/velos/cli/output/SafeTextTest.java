package dev.velos.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void plainText_isTheSameObject() {
        String text = "ünïcode\tand tabs\nand lines";
        assertThat(SafeText.of(text, true)).isSameAs(text);
    }

    @Test
    void colours_passAndAreEnded_orAreLeftOut() {
        assertThat(SafeText.of("a \u001b[1;31mred\u001b[0m", true)).isEqualTo("a \u001b[1;31mred\u001b[0m\u001b[0m");
        assertThat(SafeText.of("a \u001b[1;31mred\u001b[0m", false)).isEqualTo("a red");
    }

    @Test
    void whatSteersATerminal_isShown() {
        assertThat(SafeText.of("\u001b]0;title\u0007x\u001b[2J\u001b[10;1H", true))
                .isEqualTo("^[]0;title^Gx^[[2J^[[10;1H");
        assertThat(SafeText.of("\u009b2Ja\u007f\rb", true)).isEqualTo("\\x9b2Ja^?^Mb");
        assertThat(SafeText.of("\u001b", true)).isEqualTo("^[");
        assertThat(SafeText.of("\u001b[31", true)).isEqualTo("^[[31");
    }

    @Test
    void endOfAWindowsLine_isNotShown() {
        assertThat(SafeText.of("text\r", true)).isEqualTo("text");
    }
}
