package dev.velos.client;

import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.FrameReader;
import dev.velos.core.protocol.Message;
import dev.velos.core.protocol.MessageCodec;
import dev.velos.core.protocol.Notice;
import dev.velos.core.protocol.Reply;
import dev.velos.core.protocol.Request;
import dev.velos.core.protocol.WireException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One conversation over a control socket: one request, one reply, and the notices that come between. Owned by the
 * thread that opened it. After a {@link ConnectionLost} it is of no further use.
 */
final class Connection implements AutoCloseable {
    private static final int READ_BYTES = 16 * 1024;

    private final SocketChannel channel;
    private final Watchdog watchdog;
    private final FrameReader frames = new FrameReader();
    private final ByteBuffer input = ByteBuffer.allocate(READ_BYTES);
    private final List<Notice> notices = new ArrayList<>();
    private long lastId;

    private Connection(SocketChannel channel) {
        this.channel = channel;
        this.watchdog = new Watchdog(channel);
    }

    /** @throws IOException where nobody listens at that path, or we may not reach it */
    static Connection open(Path socket) throws IOException {
        return new Connection(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    /** Sends a request and waits for its reply, keeping notices that come before it for {@link #awaitNotices}. */
    Reply call(String command, Fields arguments, Duration timeout) throws ConnectionLost {
        Request request = new Request(++lastId, command, arguments);
        byte[] frame = MessageCodec.encode(request);
        watchdog.arm(timeout.toNanos());
        try {
            send(frame);
            return replyTo(request);
        } finally {
            watchdog.disarm();
        }
    }

    /** Waits for a notice as long as the connection stands, and gives those that came along with it. */
    List<Notice> awaitNotices() throws ConnectionLost {
        while (notices.isEmpty()) {
            take(receive());
        }
        takeBuffered();
        List<Notice> all = List.copyOf(notices);
        notices.clear();
        return all;
    }

    /** The same within a time; nothing when that is over, after which the connection is of no further use. */
    Optional<List<Notice>> awaitNotices(Duration limit) throws ConnectionLost {
        watchdog.arm(limit.toNanos());
        try {
            return Optional.of(awaitNotices());
        } catch (ConnectionLost e) {
            if (e.kind() == ConnectionLost.Kind.TIMEOUT) {
                return Optional.empty();
            }
            throw e;
        } finally {
            watchdog.disarm();
        }
    }

    private void takeBuffered() throws ConnectionLost {
        try {
            for (Optional<Message> next = frames.next(); next.isPresent(); next = frames.next()) {
                take(next.get());
            }
        } catch (WireException e) {
            throw wire(e);
        }
    }

    private Reply replyTo(Request request) throws ConnectionLost {
        while (true) {
            Message message = receive();
            if (message instanceof Reply reply) {
                // 0 answers a request that the daemon could not read
                if (reply.id() == request.id() || reply.id() == 0) {
                    return reply;
                }
                throw new ConnectionLost(ConnectionLost.Kind.MALFORMED, "an answer to a request that was never made");
            }
            take(message);
        }
    }

    private void take(Message message) throws ConnectionLost {
        switch (message) {
            case Notice notice -> notices.add(notice);
            case Request _ -> throw new ConnectionLost(ConnectionLost.Kind.MALFORMED, "a request where none can be");
            case Reply _ -> throw new ConnectionLost(ConnectionLost.Kind.MALFORMED, "an answer to nothing");
        }
    }

    private void send(byte[] frame) throws ConnectionLost {
        ByteBuffer output = ByteBuffer.wrap(frame);
        try {
            while (output.hasRemaining()) {
                channel.write(output);
            }
        } catch (IOException e) {
            if (watchdog.hasExpired()) {
                throw lost(e);
            }
            // the daemon closed its end: what it said before is still to be read, and tells more than this error
        }
    }

    private Message receive() throws ConnectionLost {
        try {
            while (true) {
                Optional<Message> message = frames.next();
                if (message.isPresent()) {
                    return message.get();
                }
                fill();
            }
        } catch (WireException e) {
            throw wire(e);
        }
    }

    private static ConnectionLost wire(WireException e) {
        return switch (e.kind()) {
            case VERSION -> new ConnectionLost(ConnectionLost.Kind.VERSION, e.getMessage());
            case MALFORMED -> new ConnectionLost(ConnectionLost.Kind.MALFORMED, e.getMessage());
        };
    }

    private void fill() throws ConnectionLost {
        try {
            input.clear();
            int count = channel.read(input);
            if (count < 0) {
                throw new ConnectionLost(
                        ConnectionLost.Kind.CLOSED, frames.pending() > 0 ? "closed within a frame" : "closed");
            }
            frames.feed(input.array(), 0, count);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private ConnectionLost lost(IOException e) {
        return watchdog.hasExpired()
                ? new ConnectionLost(ConnectionLost.Kind.TIMEOUT, "no answer in time")
                : new ConnectionLost(ConnectionLost.Kind.CLOSED, String.valueOf(e.getMessage()));
    }

    @Override
    public void close() {
        watchdog.stop();
        try {
            channel.close();
        } catch (IOException e) {
            // the descriptor is gone either way, and nothing was left to be written
            return;
        }
    }
}
