package dev.velos.daemon.os.fake;

/** A client's end of a connection. Owned by the test's thread. */
public final class FakePeer {
    private final FakeStream toDaemon;
    private final FakeStream fromDaemon;

    FakePeer(FakeStream toDaemon, FakeStream fromDaemon) {
        this.toDaemon = toDaemon;
        this.fromDaemon = fromDaemon;
    }

    /** @throws IllegalStateException where there is no room: a real client would have to wait */
    public void send(byte[] bytes) {
        if (toDaemon.offer(bytes, 0, bytes.length) < bytes.length) {
            throw new IllegalStateException("no room for " + bytes.length + " bytes");
        }
    }

    /** What the daemon has sent, at most so many bytes. */
    public byte[] receive(int limit) {
        return fromDaemon.take(limit);
    }

    /** Whether the daemon has closed the connection and everything is read. */
    public boolean isOver() {
        return fromDaemon.isOver() && fromDaemon.waiting() == 0;
    }

    public void close() {
        toDaemon.end();
        fromDaemon.end();
    }
}
