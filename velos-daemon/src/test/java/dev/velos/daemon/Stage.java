package dev.velos.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.DaemonSettings;
import dev.velos.core.home.VelosHome;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.capture.Captures;
import dev.velos.daemon.errors.ErrorWatch;
import dev.velos.daemon.journal.Journal;
import dev.velos.daemon.journal.JournalReader;
import dev.velos.daemon.journal.JournalSync;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.fake.FakeBackend;
import dev.velos.daemon.saved.TableSaver;
import dev.velos.daemon.session.CommandTable;
import dev.velos.daemon.session.ControlServer;
import dev.velos.daemon.session.DaemonControl;
import dev.velos.daemon.session.LogFollowers;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import dev.velos.daemon.supervise.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** A whole daemon on a fake machine, turned by hand. Owned by the test's thread. */
public final class Stage implements AutoCloseable, DaemonControl {
    private static final int MANY_TURNS = 100_000;
    private static final long STEP_NANOS = Duration.ofMillis(5).toNanos();
    private static final Path PROGRAM = Path.of("/bin/true");

    public final FakeBackend backend = new FakeBackend();
    public final VelosHome home;
    public EventLoop loop;
    public Supervisor supervisor;
    public LogFollowers followers;
    public TableSaver saver;
    public boolean shuttingDown;
    private Journal journal;
    private JournalSync sync;
    private ControlServer server;
    private OnDemand onDemand;

    public Stage(Path folder) {
        home = new VelosHome(folder);
        try {
            Files.createDirectories(home.logs());
            Files.createDirectories(home.run());
            backend.host().adoptOrphans();
            open();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As {@link Daemon} does it. */
    private void open() throws IOException {
        loop = new EventLoop(backend.poller(), backend.clock());
        sync = new JournalSync(backend.host(), home.journal());
        JournalReader.Content left = JournalReader.read(home.journal());
        String boot = backend.table().bootId();
        boolean sameBoot = left.bootId().equals(boot);
        journal = Journal.open(home, boot, loop.clock(), sync, () -> supervisor.everything());
        followers = new LogFollowers();
        Captures captures = Captures.open(backend, loop.clock(), loop.inbox()::post, home, followers);
        loop.atTurnEnd(captures::carryReady);
        captures.finishLeftover();
        supervisor = new Supervisor(backend, loop, journal, captures, new SplittableRandom(1));
        loop.atTurnEnd(followers::endTurn);
        onDemand = new OnDemand(backend, loop, supervisor, home);
        supervisor.observe(onDemand);
        supervisor.adopt(
                left.processes().stream()
                        .map(process -> sameBoot ? process : process.afterReboot())
                        .toList(),
                sameBoot ? left.keepers() : List.of());
        journal.compact();
        saver = new TableSaver(loop, home, supervisor::all, Runnable::run);
        journal.onChange(saver::changed);
        server = new ControlServer(
                backend, loop, home, new CommandTable(backend, home, loop.clock(), supervisor, followers, saver, this));
    }

    /** The daemon is killed at this moment, and another one starts. */
    public void killAndStartAnew() {
        killAndStartAnew(() -> {});
    }

    /** The daemon is killed at this moment, something happens, and another one starts. */
    public void killAndStartAnew(Runnable meanwhile) {
        try {
            backend.killDaemon();
            journal.close();
            sync.close();
            meanwhile.run();
            open();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A spec whose program the fake plays. */
    public static ProcessSpec spec(String name) {
        return ProcessSpec.of(new ProcessName(name), PROGRAM.toString(), "/");
    }

    /** Makes an entry and starts it; it is launching now. */
    public ManagedProcess start(ProcessSpec spec) {
        ManagedProcess process = supervisor.create(spec).getFirst();
        supervisor.wish(process, Goal.UP);
        return process;
    }

    public ManagedProcess startOnline(String name) {
        return startOnline(spec(name));
    }

    public ManagedProcess startOnline(ProcessSpec spec) {
        ManagedProcess process = start(spec);
        until(process, ProcessState.Online.class);
        return process;
    }

    /** The entry of that name, also after another daemon has taken over. */
    public ManagedProcess process(String name) {
        return supervisor.byName(new ProcessName(name)).getFirst();
    }

    public static long pid(ManagedProcess process) {
        return process.state().child().orElseThrow().pid();
    }

    public void until(ManagedProcess process, Class<? extends ProcessState> state) {
        until(process + " is " + state.getSimpleName(), () -> state.isInstance(process.state()));
    }

    public void until(String what, BooleanSupplier condition) {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            assertThat(i).as(what).isLessThan(MANY_TURNS);
            loop.timers().at(loop.clock().nanos() + STEP_NANOS, () -> {}); // so that no turn skips what we wait for
            turn();
        }
    }

    public void turn() {
        loop.turn(loop.clock().nanos());
    }

    /** Lets so much time pass, turn by turn. */
    public void pass(Duration time) {
        long end = loop.clock().nanos() + time.toNanos();
        loop.timers().at(end, () -> {});
        until("time passes", () -> loop.clock().nanos() >= end);
        turn();
    }

    @Override
    public void shutdown(Wish wish, Runnable allDown) {
        shuttingDown = true;
        allDown.run();
    }

    @Override
    public boolean isShuttingDown() {
        return shuttingDown;
    }

    @Override
    public void handOver(String launcher) {
        throw new AssertionError("not on this stage");
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

    /** Ends everything, and looks for what was left behind. */
    @Override
    public void close() {
        try {
            server.close();
            List.copyOf(supervisor.all()).forEach(process -> supervisor.wish(process, Goal.DOWN));
            for (ManagedProcess process : List.copyOf(supervisor.all())) {
                until(process + " is down", () -> process.state().isDown());
                supervisor.remove(process);
            }
            onDemand.close();
            supervisor.close();
            turn();
            journal.close();
            sync.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(backend.openHandles()).as("handles left open").isEmpty();
    }
}
