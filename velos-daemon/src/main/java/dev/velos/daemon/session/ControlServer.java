package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.home.VelosHome;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.Sockets;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the control socket and keeps a session for each client. Owned by the loop. */
public final class ControlServer {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int READ_BYTES = 64 << 10;

    /** More clients than this at once are turned away. */
    private static final int MAX_SESSIONS = 512;

    /** How long nobody is accepted after a failure: the listening socket stays ready, and would be so at once. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Backend backend;
    private final EventLoop loop;
    private final VelosHome home;
    private final Dispatcher dispatcher;
    private final HeldBytes held = new HeldBytes(this::dropLargest);
    private final byte[] input = new byte[READ_BYTES];
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final int listener;
    private boolean closed;

    /**
     * Replaces a socket that an earlier daemon has left; the caller holds the home's lock, so nobody listens there.
     */
    public ControlServer(Backend backend, EventLoop loop, VelosHome home, CommandTable commands) throws OsException {
        this.backend = backend;
        this.loop = loop;
        this.home = home;
        dispatcher = new Dispatcher(commands.handlers());
        home.socket().toFile().delete();
        listener = backend.sockets().listen(home.socket());
        listen();
    }

    private void listen() {
        if (!closed) {
            backend.poller().add(listener, Poller.READ, _ -> accept());
        }
    }

    private void accept() {
        try {
            int handle = backend.sockets().accept(listener);
            if (handle != Sockets.WOULD_BLOCK) {
                admit(handle);
            }
        } catch (OsException e) {
            LOG.warn("A client cannot be accepted: {}", e.getMessage());
            if (e.errno() == Errno.EMFILE || e.errno() == Errno.ENFILE) {
                dropOldest();
            }
            backend.poller().remove(listener);
            loop.timers().at(loop.clock().nanos() + PAUSE.toNanos(), this::listen);
        }
    }

    private void admit(int handle) throws OsException {
        int peer = peerUser(handle);
        if (peer != backend.host().user() && peer != 0) {
            new Session(backend, handle, dispatcher, held, input).refuse(stranger(peer));
            return;
        }
        if (sessions.size() >= MAX_SESSIONS) {
            dropOldest();
        }
        Session session = new Session(backend, handle, dispatcher, held, input);
        sessions.add(session);
        session.onClose(() -> sessions.remove(session));
    }

    private Failure stranger(int peer) {
        return Failure.unavailable(
                "The daemon of " + home.directory() + " serves user "
                        + backend.host().user() + " only, not user " + peer + ".",
                "Set VELOS_HOME to a folder of your own.");
    }

    private int peerUser(int handle) throws OsException {
        try {
            return backend.sockets().peerUser(handle);
        } catch (OsException e) {
            backend.sockets().close(handle);
            throw e;
        }
    }

    /** Where clients make the daemon hold too much, it is those who do that pay for it. */
    private void dropLargest() {
        while (held.areTooMany()) {
            Session largest = Collections.max(sessions, Comparator.comparingLong(Session::held));
            largest.refuse(Failure.unavailable(
                    "The daemon holds too much for its clients, " + largest.held() + " bytes of it for this one.",
                    "Send whole requests and take the answers."));
        }
    }

    /** Clients that hold connections without end must not lock the others out. */
    private void dropOldest() {
        if (!sessions.isEmpty()) {
            LOG.warn("There are {} clients; the oldest connection is closed", sessions.size());
            sessions.iterator().next().close();
        }
    }

    /** Ends all connections and removes the socket. */
    public void close() {
        closed = true;
        List.copyOf(sessions).forEach(Session::close);
        backend.poller().remove(listener);
        backend.sockets().close(listener);
        home.socket().toFile().delete();
    }
}
