package dev.velos.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.VelosException;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long answers may be, and how they go on. */
class BoundsTest {
    private static final Tool TOOL = new Tool(
            "count",
            "",
            Hints.READS,
            List.of(Param.text("of", ""), Paging.CURSOR_PARAM, Paging.MAX_TOKENS_PARAM),
            Map.of(),
            _ -> ToolResult.of("", Fields.empty()));

    @ParameterizedTest
    @CsvSource({"'',0", "a,1", "hello,1", "internationalization,4", "1234567,3", "'a b c',3", "äöü,3", "'{\"a\":1}',5"})
    void tokens_areEstimatedByKindsOfCharacters(String text, int tokens) {
        assertThat(Tokens.of(text)).isEqualTo(tokens);
    }

    @Test
    void rows_endBeforeTheBoundAndTheFirstIsAlwaysTaken() {
        Rows rows = new Rows(20);
        assertThat(rows.add("word ".repeat(100), Fields.empty())).isTrue();
        assertThat(rows.add("word", Fields.empty())).isFalse();
        assertThat(rows.text("", 3, Optional.of("abc"))).endsWith("... 3 more; cursor abc");
        assertThat(rows.structured("rows", 3, Optional.of("abc")).build().asMap())
                .containsEntry("left_out", 3L)
                .containsEntry("cursor", "abc");
    }

    @Test
    void cursor_leadsToWhereItWasMade() {
        String cursor = call(Map.of("of", "x")).paging().cursor("17");
        assertThat(call(Map.of("of", "x", "cursor", cursor)).paging().number()).isEqualTo(17);
        assertThat(call(Map.of("of", "x", "cursor", cursor, "max_tokens", 500L))
                        .paging()
                        .tokens())
                .isEqualTo(500);
    }

    @Test
    void cursorOfAnotherQuestion_isRefused() {
        String cursor = call(Map.of("of", "x")).paging().cursor("17");
        assertThatThrownBy(() -> call(Map.of("of", "y", "cursor", cursor)).paging())
                .isInstanceOf(VelosException.class)
                .hasMessageContaining("other arguments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "####", "bm9uZQ", "Y291bnQAMAB4"})
    void damagedCursor_isRefusedWithARemedy(String cursor) {
        assertThatThrownBy(() -> call(Map.of("cursor", cursor)).paging().number())
                .isInstanceOf(VelosException.class)
                .hasMessageContaining("Leave it out");
    }

    @ParameterizedTest
    @ValueSource(longs = {99, 20_001, -1})
    void unboundedReply_cannotBeAskedFor(long tokens) {
        assertThatThrownBy(() -> call(Map.of("max_tokens", tokens)))
                .isInstanceOf(VelosException.class)
                .hasMessageContaining("from 100 to 20000");
    }

    @ParameterizedTest
    @CsvSource({"0,0B", "999,999B", "1000,1K", "1536,1.5K", "47185920,45M", "1610612736,1.5G"})
    void bytes_areShort(long bytes, String text) {
        assertThat(Words.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"999,0s", "119000,119s", "120000,2m", "7200000,2h", "172800000,2d"})
    void lengths_areShort(long millis, String text) {
        assertThat(Words.length(millis)).isEqualTo(text);
    }

    private static ToolCall call(Map<String, Object> arguments) {
        return new ToolCall(TOOL, ToolArguments.of(TOOL, arguments), Caller.of("", "s"), new Progress(), 2_000);
    }
}
