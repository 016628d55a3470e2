package dev.velos.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private final EventStream stream = new EventStream();

    @Test
    void messages_areWrittenInTheirOrderAndTheAnswerIsTheLast() throws IOException, InterruptedException {
        stream.send(Map.of("method", "news"));
        stream.send(Map.of("result", "done\nindeed"));
        stream.send(Map.of("method", "late"));
        assertThat(written()).isEqualTo("""
                : still here

                event: message
                data: {"method":"news"}

                event: message
                data: {"result":"done\\nindeed"}

                """);
    }

    @Test
    void clientThatTakesNothing_losesItsStream() throws IOException, InterruptedException {
        for (int i = 0; i < 10_000; i++) {
            stream.send(Map.of("method", "news"));
        }
        assertThat(written().length()).isLessThan(40 * 512);
    }

    private String written() throws IOException, InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        stream.writeTo(output, Optional.empty(), Duration.ofHours(1));
        return output.toString(StandardCharsets.UTF_8);
    }
}
