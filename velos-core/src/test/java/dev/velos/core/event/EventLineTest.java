package dev.velos.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.protocol.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLineTest {
    private static final Event EVENT = new Event(
            1_700_000_000_123L,
            "restarted",
            Fields.builder()
                    .put("process", "api:1")
                    .put("id", 7)
                    .put("namespace", "shop")
                    .put("reason", "exit 1: \"quoted\" \\ back\nslash \u0001 \u00fc \ud83d\ude00")
                    .build());

    private static String line(Event event) {
        StringBuilder line = new StringBuilder();
        EventLine.append(line, event);
        return line.toString();
    }

    @Test
    void line_isReadBack() {
        String line = line(EVENT);

        assertThat(line).endsWith("}\n").hasLineCount(1);
        assertThat(EventLine.parse(line.strip())).hasValue(EVENT);
    }

    @Test
    void line_isPlainJson() {
        Event event = new Event(
                5, "online", Fields.builder().put("process", "a").put("pid", 12).build());

        assertThat(line(event)).isEqualTo("{\"at_ms\":5,\"event\":\"online\",\"process\":\"a\",\"pid\":12}\n");
    }

    @Test
    void everyLineThatIsCutShort_isNoEvent() {
        String line = line(EVENT).strip();
        for (int length = 0; length < line.length(); length++) {
            assertThat(EventLine.parse(line.substring(0, length))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"at_ms\":1}",
                "{\"at_ms\":\"x\",\"event\":1}",
                "{\"a\":1.5}",
                "\\u",
                "{\"\\uzzzz\":1}"
            })
    void otherText_isNoEvent(String line) {
        assertThat(EventLine.parse(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "api:1", "7", "@shop"})
    void event_isOfWhatNamesItsProcess(String word) {
        assertThat(EVENT.isOf(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ap", "api:", "api:11", "api:0", "1", "shop", "@sho", "@", ""})
    void event_isNotOfOthers(String word) {
        assertThat(EVENT.isOf(word)).isFalse();
    }
}
