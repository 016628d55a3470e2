package dev.velos.mcp.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.protocol.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void everyKindOfValue_comesBackAsItWas() throws JsonException {
        String text = "{\"a\":[1,-2.5,true,false,null,\"\\u00e4\\n\"],\"b\":{}}";
        Object value = JsonReader.parse(text);
        assertThat(value).isEqualTo(Map.of("a", Arrays.asList(1L, -2.5, true, false, null, "ä\n"), "b", Map.of()));
        assertThat(JsonWriter.text(value)).isEqualTo("{\"a\":[1,-2.5,true,false,null,\"ä\\n\"],\"b\":{}}");
    }

    @Test
    void numberBeyondALong_isADouble() throws JsonException {
        assertThat(JsonReader.parse("[123456789012345678901234567890]")).isEqualTo(List.of(1.2345678901234568e29));
    }

    @Test
    void fields_areAnObjectAndNaNIsNull() {
        Fields fields = Fields.builder().put("x", Double.NaN).put("y", 2.0).build();
        assertThat(JsonWriter.text(fields)).isEqualTo("{\"x\":null,\"y\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1", "{\"a\"}", "nul", "1 2", "{}{}", "'a'", "\u0000"})
    void whatIsNoJson_isRefusedWithItsPlace(String text) {
        assertThatThrownBy(() -> JsonReader.parse(text))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("column");
    }

    @Test
    void whatIsNestedVeryDeep_isRefused() {
        assertThatThrownBy(() -> JsonReader.parse("[".repeat(100_000))).isInstanceOf(JsonException.class);
    }
}
