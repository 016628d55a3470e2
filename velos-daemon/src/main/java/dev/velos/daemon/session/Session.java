package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.home.VelosVersion;
import dev.velos.core.protocol.FrameReader;
import dev.velos.core.protocol.Message;
import dev.velos.core.protocol.MessageCodec;
import dev.velos.core.protocol.Reply;
import dev.velos.core.protocol.Request;
import dev.velos.core.protocol.WireException;
import dev.velos.core.protocol.WireFormat;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.Sockets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection. Owned by the loop. While something waits to be sent, or many requests wait for their
 * answers, nothing more is read: a client that does not take its answers gets no further ones.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** Requests of one client that may wait for their answers at once; further ones wait in its socket. */
    static final int MAX_OPEN_REQUESTS = 64;

    private final Backend backend;
    private final int handle;
    private final Dispatcher dispatcher;
    private final HeldBytes allHeld;
    private final byte[] input;
    private final FrameReader reader = new FrameReader();
    private final Deque<byte[]> output = new ArrayDeque<>();
    private final Set<Runnable> closeActions = new LinkedHashSet<>();
    private final Set<Runnable> drainActions = new LinkedHashSet<>();
    private int sent;
    private long outputBytes;
    private int interest = Poller.READ;
    private int openRequests;
    private long held;
    private boolean handling;
    /** Whole requests may have arrived that are not handled yet. */
    private boolean stalled;

    private boolean closing;
    private boolean closed;

    Session(Backend backend, int handle, Dispatcher dispatcher, HeldBytes allHeld, byte[] sharedInput) {
        this.backend = backend;
        this.handle = handle;
        this.dispatcher = dispatcher;
        this.allHeld = allHeld;
        input = sharedInput;
        backend.poller().add(handle, Poller.READ, this::ready);
    }

    /** Runs once when the connection is over, whoever ended it. */
    void onClose(Runnable action) {
        closeActions.add(action);
    }

    /** Takes back what was given to {@link #onClose}. */
    void notOnClose(Runnable action) {
        closeActions.remove(action);
    }

    /** Runs whenever all that waited has been sent. */
    void onDrained(Runnable action) {
        drainActions.add(action);
    }

    boolean isBusy() {
        return !output.isEmpty();
    }

    /** Bytes of its unfinished request and of what waits to be sent. */
    long held() {
        return held;
    }

    private boolean isFull() {
        return openRequests >= MAX_OPEN_REQUESTS;
    }

    private void ready(int events) {
        if ((events & Poller.WRITE) != 0) {
            flush();
            handleRequests();
        }
        if (!closed && (events & (Poller.READ | Poller.HANGUP)) != 0) {
            receive(events);
        }
    }

    private void receive(int events) {
        if (isBusy()) {
            flush(); // a hang-up, reported although nobody asked to read: sending finds out
        } else if (isFull()) {
            closeIf((events & Poller.HANGUP) != 0);
        } else {
            take(backend.sockets().receive(handle, input));
        }
    }

    private void closeIf(boolean gone) {
        if (gone) {
            close();
        }
    }

    private void take(int count) {
        if (count == Sockets.CLOSED) {
            close();
        } else if (count > 0) {
            reader.feed(input, 0, count);
            handleRequests();
        }
    }

    private void handleRequests() {
        handling = true;
        stalled = true;
        try {
            while (stalled && !closed && !closing && !isBusy() && !isFull()) {
                Optional<Message> message = reader.next();
                stalled = message.isPresent();
                if (stalled) {
                    handle(message.get());
                }
            }
        } catch (WireException e) {
            refuse(failureOf(e));
        }
        handling = false;
        hold();
        listen();
    }

    private void handle(Message message) throws WireException {
        if (!(message instanceof Request request)) {
            throw new WireException(WireException.Kind.MALFORMED, "a client sends requests only");
        }
        openRequests++;
        dispatcher.dispatch(request, this);
    }

    private void hold() {
        long difference = (closed ? 0 : reader.pending() + outputBytes) - held;
        held += difference;
        allHeld.change(difference);
    }

    private static Failure failureOf(WireException e) {
        return switch (e.kind()) {
            case VERSION ->
                Failure.versionMismatch(
                        "The client speaks " + e.getMessage() + " (this daemon is Velos " + VelosVersion.CURRENT
                                + ", protocol " + WireFormat.VERSION + ").",
                        "Run \"velos daemon restart\" with the newer Velos; no process is stopped by it.");
            case MALFORMED ->
                Failure.invalidRequest("The request could not be read: " + e.getMessage() + ".", "Use a Velos client.");
        };
    }

    /** Says why, as far as that can be sent at once, and closes. */
    void refuse(Failure failure) {
        LOG.warn("A client's connection is closed: {}", failure.message());
        closing = true;
        send(new Reply.Failed(0, failure));
        close();
    }

    /** The answer to one request. */
    void answer(Reply reply) {
        openRequests--;
        send(reply);
    }

    void send(Message message) {
        if (closed) {
            return;
        }
        byte[] frame = encode(message);
        output.add(frame);
        outputBytes += frame.length;
        flush();
    }

    private static byte[] encode(Message message) {
        try {
            return MessageCodec.encode(message);
        } catch (VelosException e) {
            // The only way to get here is an answer over the limit; the asker is told so instead.
            long id = message instanceof Reply reply ? reply.id() : 0;
            return MessageCodec.encode(new Reply.Failed(id, e.failure()));
        }
    }

    /** Ends the connection when all that waits has been sent. */
    void closeAfterSending() {
        closing = true;
        flush();
    }

    private void flush() {
        while (!output.isEmpty()) {
            byte[] frame = output.peek();
            int count = backend.sockets().send(handle, frame, sent, frame.length - sent);
            if (count == Sockets.CLOSED) {
                close();
                return;
            }
            if (count == Sockets.WOULD_BLOCK) {
                hold();
                listen();
                return;
            }
            sent += count;
            if (sent == frame.length) {
                output.poll();
                outputBytes -= frame.length;
                sent = 0;
            }
        }
        drained();
    }

    private void drained() {
        if (closing) {
            close();
            return;
        }
        hold();
        listen();
        List.copyOf(drainActions).forEach(Runnable::run);
    }

    /**
     * Asks the poller for what it is to watch for. Requests that waited are never handled on the way of an answer,
     * since that may go out in the middle of something: it is writable again in the next turn, and they are then.
     */
    private void listen() {
        if (closed || handling) {
            return;
        }
        boolean idle = output.isEmpty();
        int wanted = !idle || stalled && !isFull() ? Poller.WRITE : isFull() ? 0 : Poller.READ;
        if (interest != wanted) {
            interest = wanted;
            backend.poller().change(handle, wanted);
        }
    }

    void close() {
        if (!closed) {
            closed = true;
            hold();
            backend.poller().remove(handle);
            backend.sockets().close(handle);
            List.copyOf(closeActions).forEach(Runnable::run);
        }
    }
}
