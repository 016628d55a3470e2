package dev.velos.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FieldsCodecTest {
    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.velos.core.protocol.Seeds#seeds")
    void anyFields_comeBackEqualAndInOrder(long seed) throws WireException {
        RandomFields random = new RandomFields(seed);
        for (int i = 0; i < 50; i++) {
            Fields fields = random.next();
            Fields back = FieldsCodec.decode(FieldsCodec.encode(fields));
            assertThat(back).isEqualTo(fields);
            assertThat(back.asMap().keySet())
                    .containsExactlyElementsOf(fields.asMap().keySet());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', broken MessagePack",
        "c0, a value of a kind",
        "05, the body is not a map",
        "90, the body is not a map",
        "80 80, bytes follow the body's map",
        "81 01 02, a key that is not a text", // a key that is a number
        "81 a1 61, broken MessagePack", // no value
        "81 a1 61 c0, a value of a kind", // nil
        "81 a1 61 c4 01 00, a value of a kind", // binary
        "81 a1 61 d4 01 00, a value of a kind", // extension
        "81 a1 61 c1, a value of a kind", // the byte that MessagePack never uses
        "81 a1 61 cf ffffffffffffffff, a number over", // over a signed 64-bit number
        "82 a1 61 01 a1 61 02, a key stands twice",
        "81 a1 61 82 a1 62 01 a1 62 01, a key stands twice"
    })
    void otherBytes_areMalformed(String hex, String message) {
        assertThatThrownBy(() -> FieldsCodec.decode(bytes(hex)))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.kind()).isEqualTo(WireException.Kind.MALFORMED))
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "df 80000000 a1 61 01, 2^31 entries",
        "df 7fffffff a1 61 01, 2^31 - 1 entries",
        "df ffffffff, 2^32 - 1 entries",
        "81 a1 61 dd 7fffffff 01, a list of 2^31 - 1",
        "81 a1 61 db 7fffffff 61, a text of 2^31 - 1 bytes",
        "81 a1 61 db ffffffff 61, a text of 2^32 - 1 bytes",
        "81 db 40000000 61, a key of 1 GiB",
        "81 a1 61 c6 7fffffff 61, binary of 2^31 - 1 bytes"
    })
    void claimedLengths_costNoMemory(String hex, String what) {
        byte[] bytes = bytes(hex);
        long before = allocatedByThisThread();
        assertThatThrownBy(() -> FieldsCodec.decode(bytes)).as(what).isInstanceOf(WireException.class);
        assertThat(allocatedByThisThread() - before).as(what).isLessThan(4 << 20);
    }

    private static long allocatedByThisThread() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static byte[] nested(String container, int times) {
        byte[] unit = bytes(container);
        byte[] all = new byte[unit.length * times + 1];
        for (int i = 0; i < times; i++) {
            System.arraycopy(unit, 0, all, i * unit.length, unit.length);
        }
        all[all.length - 1] = (byte) 0x80;
        return all;
    }

    @Test
    void nesting_endsAtTheLimit() throws WireException {
        assertThat(FieldsCodec.decode(nested("81 a1 61", WireFormat.MAX_DEPTH)).has("a"))
                .isTrue();
        for (int times : new int[] {WireFormat.MAX_DEPTH + 1, 1_000_000}) {
            assertThatThrownBy(() -> FieldsCodec.decode(nested("81 a1 61", times)))
                    .isInstanceOf(WireException.class)
                    .hasMessage("nested deeper than 32");
        }
        byte[] lists = nested("91", 40);
        byte[] body = bytes("81 a1 61");
        byte[] all = Arrays.copyOf(body, body.length + lists.length);
        System.arraycopy(lists, 0, all, body.length, lists.length);
        assertThatThrownBy(() -> FieldsCodec.decode(all)).hasMessage("nested deeper than 32");
    }

    @Test
    void moreValuesThanTheLimit_areRefused() {
        byte[] body = new byte[9 + WireFormat.MAX_VALUES];
        System.arraycopy(bytes("81 a1 61 dd"), 0, body, 0, 4);
        java.nio.ByteBuffer.wrap(body).putInt(4, WireFormat.MAX_VALUES);
        assertThatThrownBy(() -> FieldsCodec.decode(body))
                .isInstanceOf(WireException.class)
                .hasMessage("more than 262144 values");
    }

    @Test
    void loneSurrogate_arrivesAsAQuestionMark() throws WireException {
        Fields fields = Fields.ofTexts(Map.of("short", "a\ud800b", "long", "x".repeat(100_000) + "\udc00"));
        Fields back = FieldsCodec.decode(FieldsCodec.encode(fields));
        assertThat(back.text("short")).isEqualTo("a?b");
        assertThat(back.text("long")).hasSize(100_001).endsWith("x?");
    }

    @Test
    void bytesThatAreNoUtf8_areReplaced() throws WireException {
        assertThat(FieldsCodec.decode(bytes("81 a1 61 a2 ff 62")).text("a")).isEqualTo("\ufffdb");
    }
}
