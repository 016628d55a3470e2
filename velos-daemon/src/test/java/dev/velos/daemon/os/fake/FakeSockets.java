package dev.velos.daemon.os.fake;

import dev.velos.core.home.VelosHome;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.Sockets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.function.Consumer;

/** Connections and datagrams in memory; an empty file stands where a socket listens. Owned by the test's thread. */
final class FakeSockets implements Sockets {
    private static final int ENAMETOOLONG = 36;
    private static final int EADDRINUSE = 98;

    private final FakeHandles handles;
    private final Map<Path, Listener> listeners = new HashMap<>();
    private final Map<Path, Mailbox> mailboxes = new HashMap<>();
    private final Map<Path, Channel> channels = new HashMap<>();
    private final Map<Integer, Consumer<FakePeer>> services = new HashMap<>();
    private int peerUser = FakeHost.USER;

    FakeSockets(FakeHandles handles) {
        this.handles = handles;
    }

    private record Listener(Queue<Connection> waiting) implements FakeHandles.Thing {
        @Override
        public int ready() {
            return waiting.isEmpty() ? 0 : Poller.READ;
        }

        @Override
        public void closed() {
            waiting.forEach(Connection::closed);
        }
    }

    private record Connection(FakeStream in, FakeStream out, int user) implements FakeHandles.Thing {
        @Override
        public int ready() {
            return (in.waiting() > 0 || in.isOver() ? Poller.READ : 0)
                    | (out.hasRoom() || out.isOver() ? Poller.WRITE : 0)
                    | (in.isOver() ? Poller.HANGUP : 0);
        }

        @Override
        public void closed() {
            out.end();
        }
    }

    /** Where datagrams arrive. */
    private record Mailbox(Queue<byte[]> waiting) implements FakeHandles.Thing {
        @Override
        public int ready() {
            return waiting.isEmpty() ? 0 : Poller.READ;
        }

        @Override
        public void closed() {}
    }

    /** One end of a channel whose ends a program holds, too: it outlives its handle here. */
    private record Channel(FakeStream in, FakeStream out) implements FakeHandles.Thing {
        @Override
        public int ready() {
            return (in.waiting() > 0 ? Poller.READ : 0) | (out.hasRoom() ? Poller.WRITE : 0);
        }

        @Override
        public void closed() {}
    }

    /** Whoever connects to that TCP port from now on meets this. */
    void serve(int port, Consumer<FakePeer> service) {
        services.put(port, service);
    }

    void serveNoMore(int port) {
        services.remove(port);
    }

    /** A datagram to a socket; false where nobody has it open. */
    boolean post(Path path, String text) {
        Mailbox mailbox = mailboxes.get(path);
        return mailbox != null && Files.exists(path) && mailbox.waiting().add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The program's end of the newest channel of that label. */
    FakePeer program(Path label) {
        Channel channel = channels.get(label);
        return new FakePeer(channel.in(), channel.out());
    }

    void daemonDied() {
        mailboxes.clear();
    }

    @Override
    public int receiveAt(Path path) throws OsException {
        if (Files.exists(path)) {
            throw new OsException("listen at " + path, EADDRINUSE, "Address already in use");
        }
        FakeFiles.create("listen at " + path, path);
        Mailbox mailbox = new Mailbox(new ArrayDeque<>());
        mailboxes.put(path, mailbox);
        return handles.add(mailbox);
    }

    @Override
    public Pair pair(Path label) {
        Channel ours = new Channel(new FakeStream(), new FakeStream());
        channels.put(label, ours);
        return new Pair(handles.add(ours), handles.add(new Channel(ours.out(), ours.in())));
    }

    @Override
    public OptionalInt takeBack(long pid, int descriptor, Path label) {
        Channel channel = channels.get(label);
        return channel == null ? OptionalInt.empty() : OptionalInt.of(handles.add(channel));
    }

    @Override
    public boolean canHandOver() {
        return true;
    }

    @Override
    public int connect(byte[] address, int port) throws OsException {
        Consumer<FakePeer> service = services.get(port);
        if (service == null) {
            throw new OsException("connect", Errno.ECONNREFUSED, "Connection refused");
        }
        Connection connection = new Connection(new FakeStream(), new FakeStream(), peerUser);
        service.accept(new FakePeer(connection.in(), connection.out()));
        return handles.add(connection);
    }

    @Override
    public int outcome(int connection) {
        return 0;
    }

    @Override
    public String describe(int errno) {
        return "error " + errno;
    }

    /** Who the next peers are. */
    void nextPeersAre(int user) {
        peerUser = user;
    }

    FakePeer connect(Path path) {
        Listener listener = listeners.get(path);
        if (listener == null || Files.notExists(path)) {
            throw new IllegalStateException("nobody listens at " + path);
        }
        Connection connection = new Connection(new FakeStream(), new FakeStream(), peerUser);
        listener.waiting().add(connection);
        return new FakePeer(connection.in(), connection.out());
    }

    @Override
    public int listen(Path path) throws OsException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > VelosHome.MAX_SOCKET_PATH_BYTES) {
            throw new OsException(
                    "listen at " + path,
                    ENAMETOOLONG,
                    "the path has " + length + " bytes, at most " + VelosHome.MAX_SOCKET_PATH_BYTES + " are possible");
        }
        if (Files.exists(path)) {
            throw new OsException("listen at " + path, EADDRINUSE, "Address already in use");
        }
        FakeFiles.create("listen at " + path, path);
        Listener listener = new Listener(new ArrayDeque<>());
        listeners.put(path, listener);
        return handles.add(listener);
    }

    @Override
    public int accept(int listener) {
        Connection next = handles.get(listener, Listener.class).waiting().poll();
        return next == null ? WOULD_BLOCK : handles.add(next);
    }

    @Override
    public int peerUser(int connection) {
        return handles.get(connection, Connection.class).user();
    }

    @Override
    public int receive(int handle, byte[] target) {
        return switch (handles.get(handle, FakeHandles.Thing.class)) {
            case Mailbox mailbox ->
                mailbox.waiting().isEmpty()
                        ? WOULD_BLOCK
                        : fill(target, mailbox.waiting().poll());
            case Channel channel ->
                channel.in().waiting() == 0
                        ? WOULD_BLOCK
                        : fill(target, channel.in().take(target.length));
            default -> receiveFrom(handles.get(handle, Connection.class).in(), target);
        };
    }

    private static int receiveFrom(FakeStream in, byte[] target) {
        byte[] bytes = in.take(target.length);
        return bytes.length > 0 ? fill(target, bytes) : in.isOver() ? CLOSED : WOULD_BLOCK;
    }

    private static int fill(byte[] target, byte[] bytes) {
        System.arraycopy(bytes, 0, target, 0, Math.min(bytes.length, target.length));
        return Math.min(bytes.length, target.length);
    }

    @Override
    public int send(int handle, byte[] source, int offset, int length) {
        FakeStream out = handles.get(handle, FakeHandles.Thing.class) instanceof Channel channel
                ? channel.out()
                : handles.get(handle, Connection.class).out();
        if (out.isOver()) {
            return CLOSED;
        }
        int count = out.offer(source, offset, length);
        return count > 0 ? count : WOULD_BLOCK;
    }

    @Override
    public void close(int handle) {
        handles.close(handle);
    }
}
