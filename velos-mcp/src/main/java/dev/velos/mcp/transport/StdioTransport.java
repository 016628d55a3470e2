package dev.velos.mcp.transport;

import dev.velos.mcp.json.JsonReader;
import dev.velos.mcp.json.JsonWriter;
import dev.velos.mcp.rpc.Audience;
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
    private final Conversation conversation;
    private final Audience audience;
    private final LineInput input;
    private final OutputStream output;
    private final RunningCalls calls = new RunningCalls();

    /** @param session what its client is known by in owners and events */
    public StdioTransport(
            Dispatcher dispatcher, Audience audience, String session, InputStream input, OutputStream output) {
        this.dispatcher = dispatcher;
        this.audience = audience;
        conversation = new Conversation(session, this::tell);
        this.input = new LineInput(input, JsonReader.MAX_BYTES);
        this.output = output;
    }

    /** Serves until the client closes its end, and lets what runs end; the rest is given up. */
    public void serve() throws InterruptedException {
        try (Audience.Seat _ = audience.join(conversation.wishes(), conversation.outbox())) {
            for (LineInput.Line line = input.next(); !line.isEnd(); line = input.next()) {
                if (line.isTooLong()) {
                    send(Dispatcher.error(
                            null,
                            RpcError.invalidRequest(
                                    "The message is longer than " + JsonReader.MAX_BYTES + " bytes.",
                                    "Send less at a time.")));
                } else if (!line.isBlank()) {
                    take(RpcMessage.of(line.bytes()));
                }
            }
        } catch (IOException e) {
            // the client is gone, which is the same as an end of its input
            calls.giveUp();
        }
        calls.finish();
    }

    private void take(RpcMessage message) throws IOException, InterruptedException {
        Dispatcher.cancelled(message).ifPresent(calls::cancel);
        if (message instanceof RpcMessage.Request request && Dispatcher.mayTakeLong(message)) {
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

    /** A client that is gone needs no news; that it is gone is seen at its input. */
    private void tell(Map<String, Object> news) {
        try {
            send(news);
        } catch (IOException e) {
            calls.giveUp();
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
