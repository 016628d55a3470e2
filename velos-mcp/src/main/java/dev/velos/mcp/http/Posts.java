package dev.velos.mcp.http;

import com.sun.net.httpserver.HttpExchange;
import dev.velos.mcp.rpc.Conversation;
import dev.velos.mcp.rpc.Dispatcher;
import dev.velos.mcp.rpc.Era;
import dev.velos.mcp.rpc.Revision;
import dev.velos.mcp.rpc.RpcError;
import dev.velos.mcp.rpc.RpcMessage;
import dev.velos.mcp.rpc.SessionName;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What clients send. A message of the modern era is answered by itself; others belong to a session, which
 * {@code initialize} opens. Any thread may use it.
 */
final class Posts {
    private static final String SESSION = "Mcp-Session-Id";
    private static final int UNAVAILABLE = 503;

    private final Dispatcher dispatcher;
    private final Sessions sessions;
    private final Body body = new Body();
    private final String nobody = SessionName.any();

    Posts(Dispatcher dispatcher, Sessions sessions) {
        this.dispatcher = dispatcher;
        this.sessions = sessions;
    }

    void take(HttpExchange exchange) throws IOException, InterruptedException {
        Response response = new Response(exchange);
        Optional<RpcMessage> sent = body.message(exchange);
        if (sent.isEmpty()) {
            refuse(
                    exchange,
                    UNAVAILABLE,
                    RpcError.invalidRequest(
                            "Too many large messages are on their way to this server.",
                            "Try again in a moment, or send less at a time."));
            return;
        }
        RpcMessage message = sent.get();
        if (message instanceof RpcMessage.Malformed malformed) {
            response.json(Response.BAD_REQUEST, Dispatcher.error(malformed.id(), malformed.error()));
        } else if (message instanceof RpcMessage.Request request
                && new Mirror(exchange.getRequestHeaders()::getFirst).isModern(request)) {
            modern(request, exchange);
        } else {
            legacy(message, exchange);
        }
    }

    private void modern(RpcMessage.Request request, HttpExchange exchange) throws IOException, InterruptedException {
        Optional<RpcError> problem = new Mirror(exchange.getRequestHeaders()::getFirst).problem(request);
        if (problem.isPresent()) {
            new Response(exchange).json(Response.BAD_REQUEST, Dispatcher.error(request.id(), problem.get()));
            return;
        }
        EventStream stream = new EventStream();
        Conversation conversation = new Conversation(nobody, stream);
        Thread call = Thread.ofVirtual().start(() -> answer(request, conversation, stream));
        try {
            new Answering(exchange, stream, Era.MODERN).run();
        } finally {
            call.interrupt(); // a client that is gone no longer wants it; else it has ended
        }
    }

    private void answer(RpcMessage.Request request, Conversation conversation, EventStream stream) {
        try {
            dispatcher.answer(request, conversation).ifPresent(stream::send);
        } catch (InterruptedException e) {
            stream.end();
        }
    }

    private void legacy(RpcMessage message, HttpExchange exchange) throws IOException, InterruptedException {
        String version = exchange.getRequestHeaders().getFirst(Mirror.VERSION);
        if (version != null && !Revision.isLegacy(version) && !version.equals(Revision.MODERN)) {
            refuse(exchange, Response.BAD_REQUEST, RpcError.unsupportedVersion(version));
        } else if (message instanceof RpcMessage.Request request && Dispatcher.opens(request)) {
            open(request, exchange);
        } else {
            Optional<HttpSession> session = session(exchange);
            if (session.isPresent()) {
                within(session.get(), message, exchange);
            }
        }
    }

    private void open(RpcMessage.Request request, HttpExchange exchange) throws IOException, InterruptedException {
        Optional<Map.Entry<String, HttpSession>> opened = sessions.open(System.nanoTime());
        if (opened.isEmpty()) {
            refuse(
                    exchange,
                    UNAVAILABLE,
                    RpcError.invalidRequest(
                            "All " + Sessions.MOST + " sessions are in use.", "Try again when one has ended."));
            return;
        }
        exchange.getResponseHeaders().set(SESSION, opened.get().getKey());
        within(opened.get().getValue(), request, exchange);
    }

    /** The session of a request; where it has none, that is told. */
    Optional<HttpSession> session(HttpExchange exchange) throws IOException {
        String secret = exchange.getRequestHeaders().getFirst(SESSION);
        if (secret == null) {
            refuse(
                    exchange,
                    Response.BAD_REQUEST,
                    RpcError.invalidRequest(
                            "The header " + SESSION + " is missing.",
                            "Send initialize first, and then the header that its answer has; or name revision "
                                    + Revision.MODERN + " in each request."));
            return Optional.empty();
        }
        Optional<HttpSession> session = sessions.find(secret, System.nanoTime());
        if (session.isEmpty()) {
            refuse(
                    exchange,
                    Response.NOT_FOUND,
                    RpcError.invalidRequest("There is no such session, or it has ended.", "Send initialize again."));
        }
        return session;
    }

    /** Ends the session of a request. */
    void end(HttpExchange exchange) throws IOException {
        if (session(exchange).isPresent()) {
            sessions.end(exchange.getRequestHeaders().getFirst(SESSION));
            new Response(exchange).empty(Response.NO_CONTENT);
        }
    }

    private void within(HttpSession session, RpcMessage message, HttpExchange exchange)
            throws IOException, InterruptedException {
        session.begin();
        try {
            if (message instanceof RpcMessage.Request request) {
                EventStream stream = new EventStream();
                session.calls().run(request.id(), () -> call(request, session, stream));
                new Answering(exchange, stream, Era.LEGACY).run();
            } else {
                Dispatcher.cancelled(message).ifPresent(session.calls()::cancel);
                new Response(exchange).empty(Response.ACCEPTED);
            }
        } finally {
            session.finish(System.nanoTime());
        }
    }

    /** One that is cancelled gets no answer, so that its stream just ends. */
    private void call(RpcMessage.Request request, HttpSession session, EventStream stream) throws InterruptedException {
        try {
            Optional<Map<String, Object>> answer = dispatcher.answer(request, session.conversation(), stream);
            if (Thread.interrupted()) {
                stream.end();
            } else {
                answer.ifPresent(stream::send);
            }
        } catch (InterruptedException e) {
            stream.end();
            throw e;
        }
    }

    private static void refuse(HttpExchange exchange, int status, RpcError error) throws IOException {
        new Response(exchange).refuse(new Refusal(status, error));
    }
}
