package dev.velos.daemon.errors;

import dev.velos.core.home.VelosHome;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.loop.TimerQueue.Timer;
import dev.velos.daemon.os.Environment;
import dev.velos.daemon.os.ProcessControl;
import dev.velos.daemon.os.ProcessControl.Spawn;
import dev.velos.daemon.os.SpawnRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@code velos watch-errors} running while it is wanted. It connects to this daemon as any client does, and ends
 * by itself with its connection, so that one of a daemon that died is no concern of the next. Owned by the loop.
 */
public final class Sentinel {
    private static final Logger LOG = LoggerFactory.getLogger(Sentinel.class);
    private static final String COMMAND = "watch-errors";

    /** It is small, and mostly waits; what a user has set comes behind, and counts. With less an AOT cache has no room. */
    private static final String JAVA_OPTIONS = "-Xms4m -Xmx40m -Xmn1m -Xss512k";

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 8;

    /** One that has run for so long was well. */
    private static final Duration WELL = Duration.ofMinutes(1);

    private static final int SIGTERM = 15;

    private final ProcessControl processes;
    private final EventLoop loop;
    private final VelosHome home;
    private final String launcher;
    private final Map<String, String> environment;
    private boolean wanted;
    private long pid;
    private long startedNanos;
    private int failures;
    private Optional<Timer> again = Optional.empty();

    /** @param launcher absolute path of the program whose command it is; empty where nobody knows it */
    public Sentinel(
            ProcessControl processes,
            EventLoop loop,
            VelosHome home,
            String launcher,
            Map<String, String> environment) {
        this.processes = processes;
        this.loop = loop;
        this.home = home;
        this.launcher = launcher;
        this.environment = environment;
    }

    /** Starts it, or ends it, where that is not as it is. */
    void wanted(boolean on) {
        if (on == wanted) {
            return;
        }
        wanted = on;
        again.ifPresent(Timer::cancel);
        again = Optional.empty();
        failures = 0;
        if (on && pid == 0) {
            start();
        } else if (!on && pid != 0) {
            processes.signal(pid, SIGTERM);
        }
    }

    private void start() {
        startedNanos = loop.clock().nanos();
        SpawnRequest request = new SpawnRequest(
                launcher,
                List.of(launcher, COMMAND),
                Environment.of(environment()),
                home.directory().toString(),
                SpawnRequest.NO_INPUT,
                SpawnRequest.NO_INPUT);
        switch (processes.spawn(request)) {
            case Spawn.Started(long started) -> pid = started;
            case Spawn.Failed(int _, String reason) -> failed("cannot be started: " + reason);
        }
    }

    private List<String> environment() {
        List<String> entries = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (!name.equals("NOTIFY_SOCKET") && !name.equals("VELOS_HOME") && !name.equals("VELOS_JAVA_OPTS")) {
                entries.add(name + "=" + value);
            }
        });
        entries.add("VELOS_HOME=" + home.directory());
        entries.add("VELOS_JAVA_OPTS=" + JAVA_OPTIONS + " " + environment.getOrDefault("VELOS_JAVA_OPTS", ""));
        return entries;
    }

    /** A process of nobody's has ended. */
    void ended(long other) {
        if (other != pid) {
            return;
        }
        pid = 0;
        if (wanted) {
            boolean wasWell = loop.clock().nanos() - startedNanos >= WELL.toNanos();
            failures = wasWell ? 0 : failures;
            failed("has ended");
        }
    }

    private void failed(String what) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
        LOG.warn(
                "New errors are not looked for now: \"velos {}\" {}. Again in {} s; run by hand, it says what is wrong",
                COMMAND,
                what,
                delay.toSeconds());
        again = Optional.of(loop.timers().at(loop.clock().nanos() + delay.toNanos(), this::start));
    }
}
