package dev.velos.daemon;

import dev.velos.core.event.EventKind;
import dev.velos.core.home.DaemonSettings;
import dev.velos.core.home.VelosHome;
import dev.velos.core.home.VelosVersion;
import dev.velos.daemon.capture.Captures;
import dev.velos.daemon.errors.ErrorWatch;
import dev.velos.daemon.events.EventLog;
import dev.velos.daemon.journal.Journal;
import dev.velos.daemon.journal.JournalReader;
import dev.velos.daemon.journal.JournalSync;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.loop.MemoryTrim;
import dev.velos.daemon.loop.SideThread;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.saved.TableSaver;
import dev.velos.daemon.session.CommandTable;
import dev.velos.daemon.session.ControlServer;
import dev.velos.daemon.session.DaemonControl;
import dev.velos.daemon.session.LogFollowers;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import dev.velos.daemon.supervise.Supervisor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon, put together. Owned by the main thread, which is the loop's. */
final class Daemon implements DaemonControl {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Backend backend;
    private final VelosHome home;
    private final VelosDaemon.Mode mode;
    private final String launcher = System.getProperty("velos.launcher", "");
    private final EventLoop loop;
    private final Journal journal;
    private final JournalSync sync;
    private final Supervisor supervisor;
    private final EventLog events;
    private final OnDemand onDemand;
    private final ControlServer server;
    private final TableSaver saver;
    private final Optional<InitNotifier> init;
    private final Shutdown shutdown;
    private boolean handingOver;
    private String successor = "";

    /** Takes the home's lock, takes over what an earlier daemon left, and listens. */
    static Daemon open(Backend backend, VelosHome home, VelosDaemon.Mode mode, VelosDaemon.Start start)
            throws IOException, AlreadyRunningException {
        if (!backend.host().lock(home.lockFile())) {
            throw new AlreadyRunningException("A daemon runs already for " + home.directory() + ".");
        }
        return new Daemon(backend, home, mode, start);
    }

    private Daemon(Backend backend, VelosHome home, VelosDaemon.Mode mode, VelosDaemon.Start start) throws IOException {
        this.backend = backend;
        this.home = home;
        this.mode = mode;
        if (mode == VelosDaemon.Mode.BACKGROUND) {
            backend.host().leaveSession();
        }
        backend.host().adoptOrphans();
        writePid();
        loop = new EventLoop(backend.poller(), Clock.SYSTEM);
        sync = new JournalSync(backend.host(), home.journal());
        JournalReader.Content left = JournalReader.read(home.journal());
        journal = Journal.open(home, backend.table().bootId(), loop.clock(), sync, this::table);
        LogFollowers followers = new LogFollowers();
        Captures captures = Captures.open(backend, loop.clock(), loop.inbox()::post, home, followers);
        loop.atTurnEnd(captures::carryReady); // first, since the others tell of what it finds
        supervisor = new Supervisor(backend, loop, journal, captures, new SplittableRandom());
        events = new EventLog(home, followers);
        followers.keepApart(home.events());
        shutdown = new Shutdown(supervisor);
        supervisor.tellEventsTo(events);
        loop.atTurnEnd(events::endTurn);
        loop.atTurnEnd(followers::endTurn);
        supervisor.observe(new Changes(MemoryTrim.install(loop, backend.host())));
        onDemand = new OnDemand(backend, loop, supervisor, home);
        supervisor.observe(onDemand);
        saver = new TableSaver(loop, home, this::table, TableSaver.THREAD);
        LOG.info(
                "Velos {} runs as pid {} for {} (backend {})",
                VelosVersion.CURRENT,
                backend.host().pid(),
                home.directory(),
                backend.name());
        supervisor.note(
                EventKind.DAEMON_STARTED,
                "Velos " + VelosVersion.CURRENT + ", pid " + backend.host().pid());
        new Inheritance(left, backend.table().bootId()).takeOver(supervisor, captures, home, start);
        journal.compact();
        journal.onChange(saver::changed);
        settings(SettingsInHome.read(home));
        server = new ControlServer(
                backend, loop, home, new CommandTable(backend, home, loop.clock(), supervisor, followers, saver, this));
        init = InitNotifier.of(System.getenv(), backend.host(), loop);
        init.ifPresent(this::keepInformed);
        SideThread.start("descriptors", backend.host()::reserveDescriptors);
    }

    /**
     * The lock decides who runs, so that a daemon without this file is one all the same. That of an earlier one is
     * replaced, and removed only where that fails: without it, clients take it that the daemon was stopped for good.
     */
    private void writePid() throws IOException {
        try {
            HomeFolders.writePid(home, backend.host().pid());
        } catch (IOException e) {
            LOG.warn("{} cannot be written ({})", home.pidFile(), e.getMessage());
            Files.deleteIfExists(home.pidFile());
        }
    }

    /** Tells the trim of every change. */
    private record Changes(MemoryTrim trim) implements Supervisor.Observer {
        @Override
        public void changed(ManagedProcess process) {
            trim.countChange();
        }

        @Override
        public void removed(ManagedProcess process) {
            trim.countChange();
        }
    }

    private Collection<ManagedProcess> table() {
        return supervisor.everything();
    }

    private void keepInformed(InitNotifier notifier) {
        notifier.ready(summary());
        supervisor.observe(new Supervisor.Observer() {
            @Override
            public void changed(ManagedProcess process) {
                notifier.status(summary());
            }

            @Override
            public void removed(ManagedProcess process) {
                notifier.status(summary());
            }
        });
    }

    private String summary() {
        long up = supervisor.all().stream()
                .filter(process -> process.state() instanceof ProcessState.Online)
                .count();
        return up + " of " + supervisor.all().size() + " processes online";
    }

    /** Runs until it is stopped. */
    void run() throws IOException {
        DaemonSignals.install(loop.inbox(), this, backend.processes(), mode);
        loop.run();
        if (handingOver) {
            init.ifPresent(InitNotifier::alive);
            journal.close();
            String reason = backend.host()
                    .become(mode.words(successor), FreshStart.environment(System.getenv()))
                    .getMessage();
            throw new IOException("It could not hand over to " + successor + ": " + reason);
        }
        // Before the connections end: a client that loses its own tells by this file whether to call the daemon back.
        Files.deleteIfExists(home.pidFile());
        server.close();
        onDemand.close();
        supervisor.close();
        supervisor.note(EventKind.DAEMON_STOPPED, "");
        events.endTurn();
        journal.compact();
        journal.close();
        sync.close();
        LOG.info("Stopped");
        backend.close();
    }

    @Override
    public void shutdown(Wish wish, Runnable allDown) {
        boolean isFirst = !shutdown.hasBegun();
        if (isFirst) {
            saver.freeze();
            journal.closing(shutdown.record(wish));
            init.ifPresent(notifier -> notifier.stopping(shutdown.longest()));
            shutdown.begin(wish);
        }
        shutdown.onAllDown(allDown);
        if (isFirst) {
            shutdown.onAllDown(loop::stop);
        }
    }

    @Override
    public void handOver(String chosen) {
        String next = chosen.isEmpty() ? launcher : chosen;
        if (!new File(next).canExecute()) {
            LOG.error("It cannot hand over to \"{}\", which is no program, and goes on", next);
            return;
        }
        LOG.info("Handing over to {}", next);
        successor = next;
        handingOver = true;
        loop.stop();
    }

    @Override
    public void settings(DaemonSettings settings) {
        saver.autosave(settings.autosave());
        onDemand.watchErrors(settings.watchErrors());
    }

    @Override
    public Optional<ErrorWatch> errorWatch() {
        return onDemand.errorWatch();
    }

    @Override
    public boolean isShuttingDown() {
        return shutdown.hasBegun();
    }

    /** Becomes a fresh copy of itself; returns where that is not possible, or was done only just now. */
    void startAnew() {
        Optional<List<String>> environment =
                FreshStart.environmentOfNext(System.getenv(), loop.clock().epochMicros() / 1_000);
        if (environment.isEmpty()) {
            LOG.error("It gives up, for it has started itself anew just before. Its processes run on; the next velos"
                    + " command starts a daemon that takes them over.");
            return;
        }
        OsException failure = backend.host().become(mode.words(launcher), environment.get());
        LOG.error("It could not start itself anew: {}", failure.getMessage());
    }
}
