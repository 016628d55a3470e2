package dev.velos.mcp.rpc;

/**
 * What is known of the client at the other end of one connection, and the way to it. A client of the modern era tells
 * all of itself in each request. Any thread may ask.
 */
public final class Conversation {
    private final String session;
    private final Outbox outbox;
    private final Wishes wishes = Wishes.none();
    private volatile String client = "";
    private volatile boolean opened;

    /**
     * @param session what it is known by in owners and events
     * @param outbox for what it did not ask for
     */
    public Conversation(String session, Outbox outbox) {
        this.session = session;
        this.outbox = outbox;
    }

    void open(String name) {
        client = name;
        opened = true;
    }

    boolean isOpen() {
        return opened;
    }

    String client() {
        return client;
    }

    String session() {
        return session;
    }

    public Wishes wishes() {
        return wishes;
    }

    public Outbox outbox() {
        return outbox;
    }
}
