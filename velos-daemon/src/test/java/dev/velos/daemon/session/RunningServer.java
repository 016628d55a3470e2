package dev.velos.daemon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.DaemonSettings;
import dev.velos.core.home.VelosHome;
import dev.velos.core.process.Life;
import dev.velos.daemon.capture.Captures;
import dev.velos.daemon.errors.ErrorWatch;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.linux.LinuxBackend;
import dev.velos.daemon.saved.TableSaver;
import dev.velos.daemon.supervise.Keeper;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import dev.velos.daemon.supervise.TableRecorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** A control server on this machine's sockets, with a loop that runs on a thread of its own. Owned by the test. */
final class RunningServer {
    final VelosHome home;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "loop");
    private volatile EventLoop loop;

    RunningServer(Path folder) throws Exception {
        home = new VelosHome(folder);
        Files.createDirectories(home.logs());
        Files.createDirectories(home.run());
        thread.start();
        ready.await();
    }

    private void run() {
        try (Backend backend = LinuxBackend.open()) {
            loop = new EventLoop(backend.poller(), Clock.SYSTEM);
            LogFollowers followers = new LogFollowers();
            Captures captures = Captures.open(backend, loop.clock(), loop.inbox()::post, home, followers);
            loop.atTurnEnd(captures::carryReady);
            Supervisor supervisor = new Supervisor(backend, loop, new NoRecorder(), captures, new SplittableRandom(1));
            ControlServer server = open(backend, supervisor, followers);
            ready.countDown();
            loop.run();
            server.close();
            supervisor.close();
        } catch (Throwable thrown) {
            fault.set(thrown);
            ready.countDown();
        }
    }

    private ControlServer open(Backend backend, Supervisor supervisor, LogFollowers followers) throws OsException {
        TableSaver saver = new TableSaver(loop, home, supervisor::all, Runnable::run);
        CommandTable commands =
                new CommandTable(backend, home, Clock.SYSTEM, supervisor, followers, saver, new NoControl());
        return new ControlServer(backend, loop, home, commands);
    }

    /** Fails where anything was thrown out of the loop. */
    void stop() throws InterruptedException {
        loop.inbox().post(loop::stop);
        thread.join();
        assertThat(fault.get()).isNull();
        assertThat(home.socket()).doesNotExist();
    }

    private static final class NoRecorder implements TableRecorder {
        @Override
        public void exchanged(ManagedProcess one, ManagedProcess other) {}

        @Override
        public void described(ManagedProcess process) {}

        @Override
        public void changed(ManagedProcess process) {}

        @Override
        public void removed(ManagedProcess process) {}

        @Override
        public void lived(ManagedProcess process, Life life) {}

        @Override
        public void reset(ManagedProcess process) {}

        @Override
        public void keepers(List<Keeper> keepers) {}
    }

    private static final class NoControl implements DaemonControl {
        @Override
        public void shutdown(Wish wish, Runnable allDown) {
            allDown.run();
        }

        @Override
        public boolean isShuttingDown() {
            return false;
        }

        @Override
        public void handOver(String launcher) {}

        @Override
        public void settings(DaemonSettings settings) {}

        @Override
        public Optional<ErrorWatch> errorWatch() {
            return Optional.empty();
        }
    }
}
