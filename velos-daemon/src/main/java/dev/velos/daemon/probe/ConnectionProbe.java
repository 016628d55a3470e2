package dev.velos.daemon.probe;

import dev.velos.core.process.InternetAddress;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.Sockets;
import java.util.List;

/**
 * Connects by TCP and, where there is a request, sends it and reads the status line of the answer. What follows that
 * line is read and thrown away up to a bound, so that a server meets an orderly end. Owned by the loop.
 */
final class ConnectionProbe extends Probe {
    private enum Step {
        CONNECTING,
        SENDING,
        READING,
        /** The outcome is known. */
        DRAINING
    }

    private static final int NONE = -1;

    /** More of an answer than this is not read. */
    private static final int MAX_ANSWER_BYTES = 64 << 10;

    private final Backend backend;
    private final List<byte[]> candidates;
    private final int port;
    private final byte[] request;
    private final byte[] input;
    private final StatusLine status = new StatusLine();
    private final Poller.Listener listener = _ -> ready();
    private Step step = Step.CONNECTING;
    private int handle = NONE;
    private int candidate;
    private int sent;
    private int received;

    /**
     * @param request what is sent; empty where a connection is all that is asked for
     * @param input scratch space, shared by all probes of a loop
     */
    ConnectionProbe(Backend backend, EventLoop loop, InternetAddress address, byte[] request, byte[] input) {
        super(loop);
        this.backend = backend;
        candidates = address.candidates();
        port = address.port();
        this.request = request;
        this.input = input;
    }

    @Override
    void begin() {
        candidate = 0;
        connect();
    }

    private void connect() {
        try {
            handle = backend.sockets().connect(candidates.get(candidate), port);
            step = Step.CONNECTING;
            backend.poller().add(handle, Poller.WRITE, listener);
        } catch (OsException e) {
            refused(e.errno());
        }
    }

    /** {@code localhost} may listen at its other address. */
    private void refused(int errno) {
        release();
        if (++candidate < candidates.size()) {
            connect();
        } else {
            fail(backend.sockets().describe(errno));
        }
    }

    private void ready() {
        switch (step) {
            case CONNECTING -> connected();
            case SENDING -> send();
            case READING -> read();
            case DRAINING -> drain();
        }
    }

    private void connected() {
        int errno = backend.sockets().outcome(handle);
        if (errno != 0) {
            refused(errno);
        } else if (request.length == 0) {
            over();
            tell("");
        } else {
            step = Step.SENDING;
            sent = 0;
            send();
        }
    }

    private void send() {
        int count = backend.sockets().send(handle, request, sent, request.length - sent);
        if (count == Sockets.CLOSED) {
            fail("it closed the connection before it was asked");
        } else if (count > 0 && (sent += count) == request.length) {
            step = Step.READING;
            status.clear();
            received = 0;
            backend.poller().change(handle, Poller.READ);
        }
    }

    private void read() {
        int count = backend.sockets().receive(handle, input);
        if (count == Sockets.CLOSED) {
            fail(received == 0 ? "it closed the connection without an answer" : StatusLine.NOT_HTTP);
        } else if (count > 0) {
            received += count;
            status.add(input, count).ifPresent(problem -> {
                step = Step.DRAINING;
                tell(problem);
            });
        }
    }

    private void drain() {
        int count = backend.sockets().receive(handle, input);
        received += Math.max(0, count);
        if (count == Sockets.CLOSED || received > MAX_ANSWER_BYTES) {
            over();
        }
    }

    private void fail(String problem) {
        over();
        tell(problem);
    }

    @Override
    void release() {
        if (handle != NONE) {
            backend.poller().remove(handle);
            backend.sockets().close(handle);
            handle = NONE;
        }
    }
}
