package dev.velos.daemon.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramMessageTest {
    private static Map<String, String> metrics(String data) {
        return ((ProgramMessage.Metrics) ProgramMessage.of("{\"type\":\"axm:monitor\",\"data\":" + data + "}"))
                .values();
    }

    @Test
    void metricsOfPm2Io_areTheirValuesWithTheirUnits() {
        assertThat(metrics("""
                        { "Heap Usage": {"historic":true,"unit":"%","type":"metric","value":61.25},
                          "Users": {"value": "3"}, "On": {"value":true}, "Plain": 7, "None": {"value":null}, "Odd": [1] }
                        """))
                .containsOnly(
                        Map.entry("Heap Usage", "61.25 %"),
                        Map.entry("Users", "3"),
                        Map.entry("On", "true"),
                        Map.entry("Plain", "7"));
    }

    @Test
    void metricsWithoutBound_areCut() {
        String many = IntStream.range(0, 500)
                .mapToObj(i -> "\"" + i + "n".repeat(100) + "\":{\"value\":\"" + "v".repeat(100) + "\"}")
                .collect(Collectors.joining(","));
        Map<String, String> metrics = metrics("{" + many + "}");
        assertThat(metrics).hasSize(ProgramMessage.MAX_METRICS);
        assertThat(metrics.keySet()).allMatch(name -> name.length() == ProgramMessage.MAX_CHARS);
        assertThat(metrics.values()).containsOnly("v".repeat(ProgramMessage.MAX_CHARS));
    }

    @Test
    void escapes_areRead() {
        assertThat(metrics("{\"a\\u00e9\\n\\\"\":1}")).containsOnlyKeys("aé\n\"");
    }

    @Test
    void processMessage_isAnEvent() {
        assertThat(ProgramMessage.of("{\"type\" : \"process:msg\", \"data\": {\"x\": [1, {}, []]}}"))
                .isEqualTo(new ProgramMessage.Event());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"axm:monitor\"",
                "{\"type\":\"axm:monitor\"}",
                "{\"type\":\"axm:monitor\",\"data\":3}",
                "{\"type\":\"axm:monitor\",\"data\":{",
                "{\"type\":\"axm:monitor\",\"data\":{\"a\"",
                "{\"type\":\"axm:monitor\",\"data\":{\"a\":\"\\u12",
                "{\"type\":\"axm:monitor\",\"data\":{}} more",
                "{\"text\":\"the \\\"axm:monitor\\\" of PM2\"}",
                "{\"type\":\"axm:action\",\"data\":\"\\\"process:msg\\\"\"}",
                "[\"process:msg\"]"
            })
    void everythingElse_concernsNobody(String json) {
        assertThat(ProgramMessage.of(json)).isEqualTo(new ProgramMessage.Other());
    }

    @Test
    void endlessNesting_isRefused() {
        String json = "{\"type\":\"axm:monitor\",\"data\":" + "[".repeat(60_000);
        assertThat(ProgramMessage.of(json)).isEqualTo(new ProgramMessage.Other());
    }
}
