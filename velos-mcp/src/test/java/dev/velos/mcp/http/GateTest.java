package dev.velos.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final String SECRET = "0123456789abcdef";

    private final Gate open = new Gate(List.of("agents.example", "::2"), Optional.empty());
    private final Gate guarded = new Gate(List.of(), Optional.of(new Token(SECRET)));

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:80", "LOCALHOST", "127.0.0.1:8080", "[::1]:9", "10.0.0.7:1", "agents.example", "[::2]"
            })
    void hostThatIsOurs_comesIn(String host) {
        assertThat(status(open, Map.of("Host", host))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example:80",
                "",
                "a b",
                "x:y",
                "local\u00e9"
            })
    void hostThatSomebodyElseNamed_isRefused(String host) {
        assertThat(status(open, Map.of("Host", host))).isEqualTo(403);
    }

    @Test
    void requestWithoutHost_isRefused() {
        assertThat(status(open, Map.of())).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:6274", "https://agents.example", "http://[::1]", "http://127.0.0.1:1"})
    void pageOfThisMachine_comesIn(String origin) {
        assertThat(status(open, Map.of("Host", "localhost", "Origin", origin))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example", "null", "file://", "http://203.0.113.9", "http://localhost@evil.example"})
    void pageOfAnother_isRefused(String origin) {
        assertThat(status(open, Map.of("Host", "localhost", "Origin", origin))).isEqualTo(403);
    }

    @Test
    void token_hasToBeTheRightOne() {
        assertThat(status(guarded, Map.of("Host", "localhost"))).isEqualTo(401);
        for (String wrong : List.of("", "Bearer", "Bearer ", "Basic " + SECRET, SECRET, "Bearer " + SECRET + "0")) {
            assertThat(status(guarded, Map.of("Host", "localhost", "Authorization", wrong)))
                    .isEqualTo(401);
        }
        assertThat(status(guarded, Map.of("Host", "localhost", "Authorization", "bearer " + SECRET)))
                .isZero();
    }

    @Test
    void token_isNoShortOrInvisibleOne() {
        for (String text : List.of("", "short", "0123456789 abcdef", "0123456789abcde\u00e9")) {
            assertThatThrownBy(() -> new Token(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static int status(Gate gate, Map<String, String> headers) {
        return gate.refusal(new HashMap<>(headers)::get).map(Refusal::status).orElse(0);
    }
}
