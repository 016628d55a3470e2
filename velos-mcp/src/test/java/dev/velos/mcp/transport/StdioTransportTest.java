package dev.velos.mcp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.protocol.Fields;
import dev.velos.mcp.rpc.Audience;
import dev.velos.mcp.rpc.Dispatcher;
import dev.velos.mcp.rpc.ToolMethods;
import dev.velos.mcp.tool.Hints;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolResult;
import dev.velos.mcp.tool.ToolTable;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StdioTransportTest {
    private static final String OPEN =
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}\n";

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    private final Tool quick =
            new Tool("quick", "", Hints.READS, List.of(), Map.of(), _ -> ToolResult.of("quick", Fields.empty()));

    private final Tool endless = new Tool("endless", "", Hints.READS, List.of(), Map.of(), call -> {
        call.progress().expect(Duration.ofMinutes(1), () -> "on its way");
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
        throw new AssertionError("it never ends by itself");
    });

    private final Dispatcher dispatcher = new Dispatcher(
            List.of(ToolMethods.of(ToolTable.of(List.of(quick, endless), false, 2_000), Audience.NONE)), "");

    @Test
    void everyLine_isAnsweredAndTheEndOfInputEndsIt() throws InterruptedException {
        List<String> answers = serve(
                OPEN + call(1, "quick") + "\n  \nnonsense\n" + call(2, "quick").strip());
        assertThat(answers).hasSize(4).allSatisfy(it -> assertThat(it).startsWith("{\"jsonrpc\":\"2.0\""));
        assertThat(answers).anySatisfy(it -> assertThat(it).contains("\"id\":1,", "quick"));
        assertThat(answers).anySatisfy(it -> assertThat(it).contains("\"id\":2,", "quick"));
        assertThat(answers).anySatisfy(it -> assertThat(it).contains("-32700"));
    }

    @Test
    void messageThatIsTooLong_isRefusedAndTheNextOneIsRead() throws InterruptedException {
        List<String> answers = serve(OPEN + "x".repeat(5 << 20) + "\n" + call(1, "quick"));
        assertThat(answers).hasSize(3);
        assertThat(answers.get(1)).contains("longer than");
        assertThat(answers.get(2)).contains("quick");
    }

    @Test
    void cancelledCall_endsWithoutAnAnswerAndOthersAreAnsweredBesideIt() throws IOException, InterruptedException {
        List<String> rest = converse((reader, client) -> {
            write(client, OPEN + call(7, "endless"));
            assertThat(reader.readLine()).contains("\"id\":0");
            begun.await();
            write(client, call(8, "quick"));
            assertThat(reader.readLine()).contains("\"id\":8");
            cancel(client);
            write(client, call(9, "quick"));
            assertThat(reader.readLine()).contains("\"id\":9");
        });
        assertThat(rest).isEmpty();
    }

    @Test
    void callWithAProgressToken_isToldThatItGoesOn_untilItIsCancelled() throws IOException, InterruptedException {
        List<String> rest = converse((reader, client) -> {
            write(
                    client,
                    OPEN + call(7, "endless").replace("\"name\"", "\"_meta\":{\"progressToken\":\"p\"},\"name\""));
            assertThat(reader.readLine()).contains("\"id\":0");
            assertThat(reader.readLine())
                    .contains("notifications/progress", "\"progressToken\":\"p\",\"progress\":1")
                    .contains("\"total\":60,\"message\":\"on its way\"");
            assertThat(reader.readLine()).contains("\"progress\":2");
            cancel(client);
        });
        assertThat(rest).allSatisfy(it -> assertThat(it).contains("notifications/progress"));
    }

    private void cancel(OutputStream client) throws IOException, InterruptedException {
        write(client, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}\n");
        interrupted.await();
    }

    private interface Talk {
        void with(BufferedReader reader, OutputStream client) throws IOException, InterruptedException;
    }

    /** What the server has sent after all that was talked. */
    private List<String> converse(Talk talk) throws IOException, InterruptedException {
        Pipe questions = Pipe.open();
        Pipe answers = Pipe.open();
        OutputStream client = Channels.newOutputStream(questions.sink());
        try (BufferedReader reader = new BufferedReader(Channels.newReader(answers.source(), StandardCharsets.UTF_8))) {
            StdioTransport transport = new StdioTransport(
                    dispatcher,
                    Audience.NONE,
                    "s",
                    Channels.newInputStream(questions.source()),
                    Channels.newOutputStream(answers.sink()));
            Thread server = Thread.ofPlatform().start(() -> serve(transport));
            talk.with(reader, client);
            client.close();
            server.join();
            answers.sink().close();
            return reader.lines().toList();
        }
    }

    @Test
    void progressTokenThatCanBeNone_isRefused() throws InterruptedException {
        assertThat(serve(OPEN + call(1, "quick").replace("\"name\"", "\"_meta\":{\"progressToken\":[1]},\"name\"")))
                .anySatisfy(it -> assertThat(it).contains("-32602", "progressToken", "remedy"));
    }

    @Test
    void endOfInput_givesUpWhatTakesTooLong() throws InterruptedException {
        assertThat(serve(OPEN + call(1, "endless"))).hasSize(1);
        interrupted.await();
    }

    private static void write(OutputStream client, String text) throws IOException {
        client.write(text.getBytes(StandardCharsets.UTF_8));
        client.flush();
    }

    private static void serve(StdioTransport transport) {
        try {
            transport.serve();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> serve(String input) throws InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        new StdioTransport(
                        dispatcher,
                        Audience.NONE,
                        "s",
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        output)
                .serve();
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String call(int id, String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\"}}\n";
    }
}
