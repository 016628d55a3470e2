package dev.velos.mcp.transport;

import dev.velos.mcp.json.JsonReader;
import dev.velos.mcp.json.JsonWriter;
import dev.velos.mcp.rpc.Conversation;
import dev.velos.mcp.rpc.Dispatcher;
import dev.velos.mcp.rpc.RpcError;
import dev.velos.mcp.rpc.RpcMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * One message on each line, in and out. Calls run beside each other; their answers come as they are ready. Owned by the
 * thread that serves.
 */
public final class StdioTransport {
    private final Dispatcher dispatcher;
    private final Conversation conversation = new Conversation(Conversation.Opening.REQUIRED);
    private final LineInput input;
    private final OutputStream output;
    private final RunningCalls calls = new RunningCalls();

    public StdioTransport(Dispatcher dispatcher, InputStream input, OutputStream output) {
        this.dispatcher = dispatcher;
        this.input = new LineInput(input, JsonReader.MAX_BYTES);
        this.output = output;
    }

    /** Serves until the client closes its end, and lets what runs end; the rest is given up. */
    public void serve() throws InterruptedException {
        try {
            for (LineInput.Line line = input.next(); !line.isEnd(); line = input.next()) {
                if (line.isTooLong()) {
                    send(Dispatcher.error(
                            null,
                            RpcError.invalidRequest(
                                    "The message is longer than " + JsonReader.MAX_BYTES + " bytes.",
                                    "Send less at a time.")));
                } else if (!line.text().isBlank()) {
                    take(RpcMessage.of(line.text()));
                }
            }
        } catch (IOException e) {
            // the client is gone, which is the same as an end of its input
            calls.giveUp();
        }
        calls.finish();
    }

    private void take(RpcMessage message) throws IOException, InterruptedException {
        if (message instanceof RpcMessage.Notification(String method, Map<String, Object> params)
                && method.equals("notifications/cancelled")) {
            calls.cancel(params.get("requestId"));
        } else if (message instanceof RpcMessage.Request request && Dispatcher.mayTakeLong(message)) {
            calls.run(request.id(), () -> answer(message));
        } else {
            answer(message);
        }
    }

    private void answer(RpcMessage message) throws IOException, InterruptedException {
        Optional<Map<String, Object>> answer = dispatcher.answer(message, conversation);
        if (answer.isPresent() && !Thread.currentThread().isInterrupted()) {
            send(answer.get());
        }
    }

    private void send(Map<String, Object> message) throws IOException {
        byte[] line = (JsonWriter.text(message) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (output) {
            output.write(line);
            output.flush();
        }
    }
}
