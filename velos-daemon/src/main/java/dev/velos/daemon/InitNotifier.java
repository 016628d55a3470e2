package dev.velos.daemon;

import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Host;
import dev.velos.daemon.os.OsException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the init system how the daemon stands, as sd_notify(3) describes it, where {@code NOTIFY_SOCKET} asks for that;
 * and that the loop turns, at half of {@code WATCHDOG_USEC} where that is set. Owned by the loop.
 */
final class InitNotifier {
    private static final Logger LOG = LoggerFactory.getLogger(InitNotifier.class);
    private static final String SOCKET = "NOTIFY_SOCKET";
    private static final String WATCHDOG_MICROS = "WATCHDOG_USEC";
    private static final String WATCHDOG_PID = "WATCHDOG_PID";

    private final Host host;
    private final EventLoop loop;
    private final String socket;
    private final long watchdogMicros;
    private String status = "";
    private boolean complained;

    private InitNotifier(Host host, EventLoop loop, String socket, long watchdogMicros) {
        this.host = host;
        this.loop = loop;
        this.socket = socket;
        this.watchdogMicros = watchdogMicros;
    }

    /** Nothing where nobody asked for it. */
    static Optional<InitNotifier> of(Map<String, String> environment, Host host, EventLoop loop) {
        String socket = environment.getOrDefault(SOCKET, "");
        return socket.isEmpty()
                ? Optional.empty()
                : Optional.of(new InitNotifier(host, loop, socket, watchdogMicros(environment, host.pid())));
    }

    /** 0 where no watchdog is wanted, or that of another process. */
    private static long watchdogMicros(Map<String, String> environment, long pid) {
        String meant = environment.getOrDefault(WATCHDOG_PID, "");
        if (!meant.isEmpty() && !meant.equals(Long.toString(pid))) {
            return 0;
        }
        String text = environment.getOrDefault(WATCHDOG_MICROS, "");
        try {
            return text.isEmpty() ? 0 : Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            LOG.warn("{}={} is no number of microseconds; nobody is told that the daemon lives", WATCHDOG_MICROS, text);
            return 0;
        }
    }

    /** The daemon answers commands. */
    void ready(String firstStatus) {
        status = firstStatus;
        tell("READY=1\nMAINPID=" + host.pid() + "\nSTATUS=" + firstStatus);
        if (watchdogMicros > 0) {
            feedWatchdog();
        }
    }

    private void feedWatchdog() {
        alive();
        loop.timers().at(loop.clock().nanos() + watchdogMicros * 500, this::feedWatchdog);
    }

    /** The loop turns. */
    void alive() {
        tell("WATCHDOG=1");
    }

    /** What a person reads of it; told where it is another text than before. */
    void status(String text) {
        if (!text.equals(status)) {
            status = text;
            tell("STATUS=" + text);
        }
    }

    /** The daemon stops its processes, which may take so long. */
    void stopping(Duration atMost) {
        tell("STOPPING=1\nEXTEND_TIMEOUT_USEC=" + atMost.toNanos() / 1_000 + "\nSTATUS=Stopping every process");
    }

    /** An init system that does not listen costs the daemon nothing but a line in its log. */
    private void tell(String message) {
        try {
            host.tell(socket, message);
        } catch (OsException e) {
            if (!complained) {
                complained = true;
                LOG.warn("The init system cannot be told how the daemon stands: {}", e.getMessage());
            }
        }
    }
}
