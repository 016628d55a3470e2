package dev.velos.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.mcp.rpc.RpcMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private final Body body = new Body();

    @ParameterizedTest
    @ValueSource(ints = {0, Body.PIECE_BYTES - 100, Body.PIECE_BYTES, 3 * Body.PIECE_BYTES, Body.MAX_BYTES - 100})
    void message_isReadWholeWhateverItsLength(int padding) throws IOException, InterruptedException {
        assertThat(body.message(ping(padding)).orElseThrow())
                .isInstanceOfSatisfying(
                        RpcMessage.Request.class, it -> assertThat(it.method()).isEqualTo("ping"));
    }

    @Test
    void messageThatIsTooLong_isMalformed() throws IOException, InterruptedException {
        assertThat(body.message(ping(Body.MAX_BYTES)).orElseThrow()).isInstanceOf(RpcMessage.Malformed.class);
    }

    @Test
    void slowLargeOnes_keepOnlyLargeOnesOut_andOnlyWhenAllRoomIsTaken() throws IOException, InterruptedException {
        CountDownLatch stalled = new CountDownLatch(Body.MOST_PIECES);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread[] slow = new Thread[Body.MOST_PIECES];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = Thread.ofVirtual().start(() -> read(new Stalling(Body.PIECE_BYTES + 1, stalled, goOn)));
        }
        stalled.await();
        assertThat(body.message(ping(0))).isPresent();
        assertThat(body.message(ping(2 * Body.PIECE_BYTES))).isEmpty();
        goOn.countDown();
        for (Thread thread : slow) {
            thread.join();
        }
        assertThat(body.message(ping(2 * Body.PIECE_BYTES))).isPresent();
    }

    private void read(InputStream input) {
        try {
            body.message(input);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static InputStream ping(int padding) {
        String text = " ".repeat(padding) + "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Gives so many spaces, then waits before it ends. */
    private static final class Stalling extends InputStream {
        private final CountDownLatch stalled;
        private final CountDownLatch goOn;
        private int left;

        Stalling(int bytes, CountDownLatch stalled, CountDownLatch goOn) {
            left = bytes;
            this.stalled = stalled;
            this.goOn = goOn;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            if (left > 0) {
                int given = Math.min(left, count);
                Arrays.fill(bytes, from, from + given, (byte) ' ');
                left -= given;
                return given;
            }
            stalled.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return -1;
        }
    }
}
