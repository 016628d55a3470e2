package dev.velos.daemon.os.fake;

import dev.velos.core.home.VelosHome;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.Sockets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** Connections in memory; an empty file stands where a socket listens. Owned by the test's thread. */
final class FakeSockets implements Sockets {
    private static final int ENAMETOOLONG = 36;
    private static final int EADDRINUSE = 98;

    private final FakeHandles handles;
    private final Map<Path, Listener> listeners = new HashMap<>();
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
    public int receive(int connection, byte[] target) {
        FakeStream in = handles.get(connection, Connection.class).in();
        byte[] bytes = in.take(target.length);
        System.arraycopy(bytes, 0, target, 0, bytes.length);
        return bytes.length > 0 ? bytes.length : in.isOver() ? CLOSED : WOULD_BLOCK;
    }

    @Override
    public int send(int connection, byte[] source, int offset, int length) {
        FakeStream out = handles.get(connection, Connection.class).out();
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
