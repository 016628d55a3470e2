package dev.velos.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.velos.core.failure.VelosException;
import dev.velos.core.protocol.Fields;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class FormsTest {
    @Test
    void json_isGolden() {
        Fields fields = Fields.builder()
                .put("text", "a\"b\\c\n\t\u0001é")
                .put("whole", -5)
                .put("part", 1.5)
                .put("broken", Double.NaN)
                .put("flag", true)
                .putTexts("list", List.of("x", "y"))
                .put("inner", Fields.empty())
                .build();
        assertThat(Json.object(fields))
                .isEqualTo("{\"text\":\"a\\\"b\\\\c\\n\\t\\u0001é\",\"whole\":-5,\"part\":1.5,\"broken\":null,"
                        + "\"flag\":true,\"list\":[\"x\",\"y\"],\"inner\":{}}");
        assertThat(Json.array(List.of())).isEqualTo("[]");
        assertThat(Json.array(List.of(Fields.empty(), Fields.empty()))).isEqualTo("[\n{},\n{}\n]");
    }

    @Test
    void everyCharacter_comesBackFromAnotherParser() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c < 0xd800; c += c < 0x3000 ? 1 : 97) {
            all.append((char) c);
        }
        all.append("🚀\ud800");
        String json = Json.object(Fields.builder().put("t", all.toString()).build());
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            parser.nextToken();
            parser.nextToken();
            assertThat(parser.getString()).isEqualTo(all.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 K",
        "52428800, 50.0 M",
        "123456789, 117 M",
        "9223372036854775807, 8.0 E"
    })
    void bytes_areShort(long bytes, String text) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "59999, 59 s",
        "60000, 1m 0s",
        "3599000, 59m 59s",
        "86399000, 23h 59m",
        "90000000, 1d 1h"
    })
    void durations_areShort(long millis, String text) {
        assertThat(Amounts.duration(millis)).isEqualTo(text);
    }

    @Test
    void percents_haveOneDecimal() {
        assertThat(Amounts.percent(0)).isEqualTo("0.0%");
        assertThat(Amounts.percent(99.96)).isEqualTo("100.0%");
    }

    @Test
    void widths_countColumns() {
        assertThat(DisplayWidth.of("abc")).isEqualTo(3);
        assertThat(DisplayWidth.of("日本")).isEqualTo(4);
        assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
        assertThat(DisplayWidth.of("🚀")).isEqualTo(2);
        assertThat(DisplayWidth.fit("日本語", 4, "…")).isEqualTo("日…");
        assertThat(DisplayWidth.fit("abc", 3, "…")).isEqualTo("abc");
    }

    @Test
    void brokenPipe_isTheEndOfTheWork() {
        assertThatExceptionOfType(PipeClosed.class)
                .isThrownBy(() -> failing("Broken pipe").line("x").flush());
    }

    @Test
    void fullDisk_isAFailure() {
        assertThatExceptionOfType(VelosException.class)
                .isThrownBy(() -> failing("No space left on device").line("x").flush())
                .withMessageContaining("No space left");
    }

    private static TextSink failing(String message) {
        return new TextSink(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        });
    }
}
