package dev.velos.mcp.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.velos.mcp.rpc.Audience;
import dev.velos.mcp.rpc.Dispatcher;
import dev.velos.mcp.rpc.RpcError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Streamable HTTP, of revision 2025-11-25 with sessions and of 2026-07-28 without, at {@value #PATH}. Each request has a
 * virtual thread of its own; what a client can make the server hold is bounded.
 */
public final class HttpTransport implements HttpHandler {
    /** Where the protocol is spoken. */
    public static final String PATH = "/mcp";

    private static final int MOST_CONNECTIONS = 512;
    private static final int REQUEST_SECONDS = 20;
    private static final int BACKLOG = 128;
    private static final int LONGEST_HEADERS = 64 << 10;
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final HttpServer server;
    private final Gate gate;
    private final Audience audience;
    private final Sessions sessions = new Sessions();
    private final Posts posts;
    private final CountDownLatch ended = new CountDownLatch(1);

    private HttpTransport(HttpServer server, Gate gate, Dispatcher dispatcher, Audience audience) {
        this.server = server;
        this.gate = gate;
        this.audience = audience;
        posts = new Posts(dispatcher, sessions);
    }

    /**
     * One that is ready to be called.
     *
     * @throws IOException where that address cannot be had
     */
    public static HttpTransport open(InetSocketAddress address, Gate gate, Dispatcher dispatcher, Audience audience)
            throws IOException {
        bound();
        HttpServer server = HttpServer.create(address, BACKLOG);
        HttpTransport transport = new HttpTransport(server, gate, dispatcher, audience);
        server.createContext("/", transport);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return transport;
    }

    /**
     * The JDK's server reads its bounds when it is loaded; those that the command line of the JVM gives hold. Whoever is
     * slower than that to send a request, byte by byte or not at all, loses the connection. Without the last, an answer
     * waits for the client's ACK.
     */
    private static void bound() {
        Map.of(
                        "jdk.httpserver.maxConnections",
                        Integer.toString(MOST_CONNECTIONS),
                        "sun.net.httpserver.maxReqTime",
                        Integer.toString(REQUEST_SECONDS),
                        "sun.net.httpserver.maxReqHeaderSize",
                        Integer.toString(LONGEST_HEADERS),
                        "sun.net.httpserver.nodelay",
                        "true")
                .forEach(System.getProperties()::putIfAbsent);
    }

    /** The one that was asked for, or that was free where 0 was. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Returns when another thread has stopped it. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Gives up what runs, and tells clients that nothing more will come. */
    public void stop() {
        sessions.endAll();
        server.stop(0);
        ended.countDown();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Refusal> refusal = refusal(exchange);
            if (refusal.isPresent()) {
                new Response(exchange).refuse(refusal.get());
            } else {
                serve(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fault(exchange, e);
        }
    }

    private Optional<Refusal> refusal(HttpExchange exchange) {
        Optional<Refusal> stranger = gate.refusal(exchange.getRequestHeaders()::getFirst);
        return stranger.isPresent() || exchange.getRequestURI().getPath().equals(PATH)
                ? stranger
                : Optional.of(
                        Refusal.of(Response.NOT_FOUND, "There is nothing here.", "The protocol is at " + PATH + "."));
    }

    private void serve(HttpExchange exchange) throws IOException, InterruptedException {
        Optional<Refusal> refusal =
                Negotiation.refusal(exchange.getRequestMethod(), exchange.getRequestHeaders()::getFirst);
        if (refusal.isPresent()) {
            exchange.getResponseHeaders().set("Allow", "GET, POST, DELETE");
            new Response(exchange).refuse(refusal.get());
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "POST" -> posts.take(exchange);
            case "DELETE" -> posts.end(exchange);
            default -> listen(exchange);
        }
    }

    /** The stream for what a session did not ask for, for as long as the client keeps it open. */
    private void listen(HttpExchange exchange) throws IOException, InterruptedException {
        Optional<HttpSession> found = posts.session(exchange);
        if (found.isEmpty()) {
            return;
        }
        HttpSession session = found.get();
        EventStream stream = new EventStream();
        session.begin();
        session.listen(stream);
        try (Audience.Seat _ = audience.join(session.conversation().wishes(), session)) {
            stream.writeTo(new Response(exchange).stream(), Optional.empty(), SILENCE);
        } finally {
            session.stopListening(stream);
            session.finish(System.nanoTime());
        }
    }

    private static void fault(HttpExchange exchange, RuntimeException e) throws IOException {
        if (exchange.getResponseCode() < 0) {
            new Response(exchange).refuse(new Refusal(500, RpcError.internal(e.toString())));
        }
    }
}
