package dev.velos.mcp.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.VelosException;
import dev.velos.core.process.SecretNames;
import dev.velos.core.process.SecretText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static final Access NARROW =
            new Access(Access.Mode.READ_AND_CHANGE, List.of("api", "web-*"), List.of("node", "/srv/bin/*"));

    @Test
    void withoutLimits_everythingIsCovered() {
        assertThat(Access.FULL.covers("anything")).isTrue();
        Access.FULL.requireCommand("/bin/rm");
        Access.FULL.requireHarmless(Map.of("PATH", "/tmp"));
    }

    @ParameterizedTest
    @CsvSource({"api,true", "web-1,true", "api2,false", "web,false", "xapi,false"})
    void allow_coversNamesAndPatterns(String name, boolean covered) {
        assertThat(NARROW.covers(name)).isEqualTo(covered);
    }

    @Test
    void nameOutOfReach_isRefusedWithTheReason() {
        assertThatThrownBy(() -> NARROW.requireCovered("db"))
                .isInstanceOf(VelosException.class)
                .hasMessageContaining("api, web-*")
                .hasMessageContaining("widen --allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "/usr/bin/node", "/srv/bin/tool"})
    void listedPrograms_mayStart(String program) {
        NARROW.requireCommand(program);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "/bin/sh", "/srv/bin", "nodejs", "/tmp/node2"})
    void otherPrograms_mayNot(String program) {
        assertThatThrownBy(() -> NARROW.requireCommand(program))
                .isInstanceOf(VelosException.class)
                .hasMessageContaining("--commands");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "LD_PRELOAD", "NODE_OPTIONS", "PYTHONPATH", "BASH_ENV"})
    void variablesThatSteerPrograms_mayNotBeSet(String name) {
        assertThatThrownBy(() -> NARROW.requireHarmless(Map.of("PORT", "1", name, "x")))
                .isInstanceOf(VelosException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "password=hunter2 next|password=*** next",
                "DB_PASSWORD: \"hunter2\", x|DB_PASSWORD: \"***\", x",
                "{\"api_key\":\"abc\",\"n\":1}|{\"api_key\":\"***\",\"n\":1}",
                "--token abc --port 1|--token *** --port 1",
                "Authorization: Bearer abcdefghijkl|Authorization: Bearer ***",
                "postgres://me:secret1@db/x|postgres://me:***@db/x",
                "the token was wrong|the token was wrong",
                "listening on 3000|listening on 3000"
            })
    void secrets_areMaskedByWhatStandsBesideThem(String text, String masked) {
        assertThat(SecretText.masked(text)).isEqualTo(masked);
    }

    @Test
    void environment_isMaskedByName() {
        assertThat(SecretText.masked(Map.of("API_KEY", "x", "PORT", "1", "URL", "a://b:cc@d"), SecretNames.DEFAULT)
                        .asMap())
                .isEqualTo(Map.of("API_KEY", "***", "PORT", "1", "URL", "a://b:***@d"));
    }

    @Test
    void longLineOfNearSecrets_takesNoLongTime() {
        String text = "password" + "-".repeat(200_000) + "secret".repeat(50_000) + "://" + "a".repeat(200_000);
        assertThat(SecretText.masked(text)).isNotEmpty();
    }

    @Test
    void twoLimits_leaveWhatBothAgreeTo() {
        Access both = new Access(Access.Mode.READ_AND_CHANGE, List.of("web-*"), List.of("node"))
                .and(new Access(Access.Mode.READ_ONLY, List.of("*-1"), List.of()));
        assertThat(both.isReadOnly()).isTrue();
        assertThat(both.covers("web-1")).isTrue();
        assertThat(both.covers("web-2")).isFalse();
        assertThat(both.covers("db-1")).isFalse();
        assertThatThrownBy(() -> both.requireCovered("web-2")).hasMessageContaining("*-1");
        assertThatThrownBy(() -> both.requireCommand("python3")).hasMessageContaining("node");
        both.requireCommand("/usr/bin/node");
    }
}
