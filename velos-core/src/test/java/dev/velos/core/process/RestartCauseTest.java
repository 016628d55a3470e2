package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestartCauseTest {
    @ParameterizedTest
    @EnumSource
    void wireText_isReadBack(RestartCause.Kind kind) {
        RestartCause cause = RestartCause.of(kind, "a|b: c");

        assertThat(RestartCause.ofWire(cause.wire())).hasValue(cause);
    }

    @Test
    void wireTextOfAnotherVersion_isNoCause() {
        assertThat(RestartCause.ofWire("LUNAR|full moon")).isEmpty();
        assertThat(RestartCause.ofWire("")).isEmpty();
    }

    @Test
    void text_saysWhatItWasAbout() {
        assertThat(RestartCause.of(RestartCause.Kind.WATCH, "src/app.js").text())
                .isEqualTo("watch: src/app.js");
        assertThat(RestartCause.BY_USER.text()).isEqualTo("restarted by user");
        assertThat(RestartCause.of(RestartCause.Kind.OWED, "exit 1").text()).isEqualTo("exit 1");
    }
}
