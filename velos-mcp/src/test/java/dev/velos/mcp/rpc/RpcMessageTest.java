package dev.velos.mcp.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpcMessageTest {
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x\",\"arguments\":{\"a\":[1,2.5,null,true,\"\u00e9\"]}}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":123456789012345678901234567890,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}"
            })
    void whatIsNoMessage_isToldWithARemedy(String text) {
        assertMalformed(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void idThatIsTooLong_isNotSentBack() {
        String text = "{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":\"" + "x".repeat(100_000) + "\"}";
        RpcMessage message = RpcMessage.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(message).isInstanceOf(RpcMessage.Malformed.class);
        assertThat(((RpcMessage.Malformed) message).id()).isNull();
    }

    @Test
    void deepNestingAndHugeNumbers_areRefusedInLittleTime() {
        assertMalformed("[".repeat(500_000).getBytes(StandardCharsets.UTF_8));
        assertMalformed("{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        assertMalformed("1".repeat(500_000).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bytesThatAreNoUtf8_areNoMessage() {
        assertMalformed(CALL.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void randomDamage_isNeverMoreThanAMalformedMessage() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = damaged(CALL.getBytes(StandardCharsets.UTF_8), random);
            assertThatCode(() -> RpcMessage.of(ByteBuffer.wrap(bytes)))
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
        for (int i = random.nextInt(4); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }

    private static void assertMalformed(byte[] bytes) {
        RpcMessage message = RpcMessage.of(ByteBuffer.wrap(bytes));
        assertThat(message).isInstanceOf(RpcMessage.Malformed.class);
        assertThat(((RpcMessage.Malformed) message).error().toMap().toString()).contains("remedy");
    }
}
