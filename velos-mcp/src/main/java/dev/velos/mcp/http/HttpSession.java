package dev.velos.mcp.http;

import dev.velos.mcp.rpc.Conversation;
import dev.velos.mcp.rpc.Outbox;
import dev.velos.mcp.transport.RunningCalls;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of the eras that begin with {@code initialize}. Any thread may use it. */
final class HttpSession implements Outbox {
    private final Conversation conversation;
    private final RunningCalls calls = new RunningCalls();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile Outbox stream = Outbox.NONE;
    private volatile long lastSeenNanos;

    /** @param name what it is known by in owners and events, which is not the secret that it is found by */
    HttpSession(String name, long nowNanos) {
        conversation = new Conversation(name, this);
        lastSeenNanos = nowNanos;
    }

    Conversation conversation() {
        return conversation;
    }

    RunningCalls calls() {
        return calls;
    }

    /** What nobody listens for is lost. */
    @Override
    public void send(Map<String, Object> message) {
        stream.send(message);
    }

    /** Its stream for what it did not ask for; one that it had before ends. */
    synchronized void listen(EventStream next) {
        endStream();
        stream = next;
    }

    synchronized void stopListening(EventStream last) {
        if (stream == last) {
            stream = Outbox.NONE;
        }
    }

    private void endStream() {
        if (stream instanceof EventStream open) {
            open.end();
        }
    }

    /** Something of it begins. */
    void begin() {
        busy.incrementAndGet();
    }

    void finish(long nowNanos) {
        lastSeenNanos = nowNanos;
        busy.decrementAndGet();
    }

    /** How long nothing of it has run; 0 while something does. */
    long idleNanos(long nowNanos) {
        return busy.get() > 0 ? 0 : Math.max(1, nowNanos - lastSeenNanos);
    }

    synchronized void end() {
        calls.giveUp();
        endStream();
        stream = Outbox.NONE;
    }
}
