package dev.velos.client;

import dev.velos.core.home.VelosHome;
import dev.velos.core.protocol.FrameReader;
import dev.velos.core.protocol.Message;
import dev.velos.core.protocol.MessageCodec;
import dev.velos.core.protocol.Request;
import dev.velos.core.protocol.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that speaks the real protocol over a real socket and answers what a test tells it to. One thread serves
 * one connection after the other until it is closed.
 */
public final class ScriptedDaemon implements AutoCloseable {
    /** What a daemon does with a request. */
    public interface Script {
        void onRequest(Request request, Peer peer) throws IOException;
    }

    /** The client's end of the conversation. */
    public record Peer(SocketChannel channel) {
        public void send(Message message) throws IOException {
            sendBytes(MessageCodec.encode(message));
        }

        public void sendBytes(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        public void close() throws IOException {
            channel.close();
        }
    }

    private final ServerSocketChannel server;
    private final Thread thread;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Script script;
    private volatile SocketChannel current;

    private ScriptedDaemon(ServerSocketChannel server, Script script) {
        this.server = server;
        this.script = script;
        this.thread = new Thread(this::serve, "scripted-daemon");
    }

    public static ScriptedDaemon listen(VelosHome home, Script script) {
        try {
            Files.createDirectories(home.directory());
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(home.socket()));
            ScriptedDaemon daemon = new ScriptedDaemon(server, script);
            daemon.thread.start();
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The requests so far, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
                current = channel;
                converse(new Peer(channel));
            } catch (IOException | WireException e) {
                // a client that went away ends its conversation; a closed server ends the loop
                current = null;
            }
        }
    }

    private void converse(Peer peer) throws IOException, WireException {
        FrameReader frames = new FrameReader();
        ByteBuffer input = ByteBuffer.allocate(8192);
        while (peer.channel().read(input) >= 0) {
            frames.feed(input.array(), 0, input.position());
            input.clear();
            for (Optional<Message> next = frames.next(); next.isPresent(); next = frames.next()) {
                Request request = (Request) next.get();
                requests.add(request);
                script.onRequest(request, peer);
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            SocketChannel open = current;
            if (open != null) {
                open.close();
            }
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
