package dev.velos.mcp.rpc;

/**
 * What is known of the client at the other end of one connection. A client of the modern era tells all in each request
 * and needs none of it. Any thread may ask.
 */
public final class Conversation {
    /** Whether a client has to begin with {@code initialize}. */
    public enum Opening {
        /** On a pipe of its own, it has. */
        REQUIRED,
        /** Where each message comes by itself, nobody can know. */
        ASSUMED
    }

    private volatile String client = "";
    private volatile boolean opened;

    public Conversation(Opening opening) {
        opened = opening == Opening.ASSUMED;
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
}
