package dev.velos.mcp.rpc;

import java.util.Map;

/** Takes messages for a client that it did not ask for one by one, in their order. Any thread may use it. */
@FunctionalInterface
public interface Outbox {
    /** For a client that cannot be told anything. */
    Outbox NONE = _ -> {};

    /** Does not wait for a client that is slow; such a one may lose messages. */
    void send(Map<String, Object> message);
}
