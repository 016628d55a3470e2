package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.VelosException;
import org.junit.jupiter.api.Test;

class LinePatternTest {
    @Test
    void partsBetweenStars_standInTheLineInTheirOrder() {
        LinePattern pattern = new LinePattern("listening on *:3000");
        assertThat(pattern.isIn("app: listening on [::]:3000 now")).isTrue();
        assertThat(pattern.isIn("listening on port 3000")).isFalse();
        assertThat(pattern.isIn(":3000 listening on ")).isFalse();
        assertThat(new LinePattern("*up*").isIn("it is up")).isTrue();
        assertThat(new LinePattern("a.c").isIn("abc")).isFalse();
    }

    @Test
    void patternThatEveryLineHas_isRefused() {
        assertThatThrownBy(() -> new LinePattern(" ")).isInstanceOf(VelosException.class);
        assertThatThrownBy(() -> new LinePattern("**")).isInstanceOf(VelosException.class);
    }
}
