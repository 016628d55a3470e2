package dev.velos.daemon.os.posix;

import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.FolderEvents;
import dev.velos.daemon.os.HandedSockets;
import dev.velos.daemon.os.Host;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.ProcFilesystem;
import dev.velos.daemon.os.ProcStat;
import dev.velos.daemon.os.ProcessControl;
import dev.velos.daemon.os.ProcessTable;
import dev.velos.daemon.os.Sockets;
import dev.velos.daemon.os.Traffic;
import dev.velos.daemon.os.WallTimer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jnr.constants.platform.Signal;
import jnr.constants.platform.Sysconf;
import jnr.posix.util.SunMiscSignal;

/**
 * Any Unix, through jnr-posix, jnr-unixsocket and jnr-enxio. While it is open it handles SIGCHLD. Owned by the loop.
 */
public final class PosixBackend implements Backend {
    private final Unix system = new Unix();
    private final PosixSpawner spawner = new PosixSpawner(system);
    private final ProcessTable table = openTable();
    private final PosixProcesses processes = new PosixProcesses(system, table, spawner);
    private final SelectorPoller poller = new SelectorPoller(system, processes);
    private final PosixCapture capture = new PosixCapture(system);
    private final PosixSockets sockets = new PosixSockets(system);
    private final PosixHost host = new PosixHost(system);
    private final PosixHandedSockets handedSockets = new PosixHandedSockets(system);

    private PosixBackend() {
        system.closeAllOnExec(3); // the selector's pipe among them
        SunMiscSignal.signal(Signal.SIGCHLD, signal -> {
            processes.childHasEnded();
            poller.wake();
        });
    }

    public static PosixBackend open() {
        return new PosixBackend();
    }

    private ProcessTable openTable() {
        Path proc = Path.of("/proc");
        if (!Files.isReadable(proc.resolve("self/stat"))) {
            return new PsTable(system, spawner);
        }
        long ticks = system.posix.sysconf(Sysconf._SC_CLK_TCK);
        long pageBytes = system.posix.sysconf(Sysconf._SC_PAGESIZE);
        return new ProcFilesystem(proc, new ProcStat(ticks, pageBytes));
    }

    @Override
    public String name() {
        return "posix";
    }

    @Override
    public Poller poller() {
        return poller;
    }

    @Override
    public ProcessControl processes() {
        return processes;
    }

    @Override
    public ProcessTable table() {
        return table;
    }

    @Override
    public CaptureIo capture() {
        return capture;
    }

    @Override
    public CaptureIo anotherCapture() {
        return new PosixCapture(system);
    }

    @Override
    public Sockets sockets() {
        return sockets;
    }

    @Override
    public HandedSockets handedSockets() {
        return handedSockets;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public Traffic openTraffic() {
        return new PosixTraffic(system);
    }

    @Override
    public Optional<WallTimer> openWallTimer() {
        return Optional.empty();
    }

    @Override
    public Optional<FolderEvents> openFolderEvents() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // Not the former handler: what the library gives of the system's own default cannot be called.
        SunMiscSignal.signal(Signal.SIGCHLD, _ -> {});
        poller.close();
    }
}
