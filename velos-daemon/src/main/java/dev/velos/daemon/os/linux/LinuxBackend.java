package dev.velos.daemon.os.linux;

import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.FolderEvents;
import dev.velos.daemon.os.HandedSockets;
import dev.velos.daemon.os.Host;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.ProcFilesystem;
import dev.velos.daemon.os.ProcStat;
import dev.velos.daemon.os.ProcessControl;
import dev.velos.daemon.os.ProcessTable;
import dev.velos.daemon.os.Sockets;
import dev.velos.daemon.os.Traffic;
import dev.velos.daemon.os.WallTimer;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/** Linux through the foreign function interface of the JDK. Owned by the loop. */
public final class LinuxBackend implements Backend {
    private final Native library = new Native();
    private final EpollPoller poller = new EpollPoller(library);
    private final LinuxProcessControl processes = new LinuxProcessControl(library, poller);
    private final ProcessTable table = new ProcFilesystem(Path.of("/proc"), statFormat());
    private final LinuxCapture capture = new LinuxCapture(library);
    private final UnixSockets sockets = new UnixSockets(library);
    private final LinuxHost host = new LinuxHost(library);
    private Optional<HandedSockets> handedSockets = Optional.empty();

    private LinuxBackend() {}

    private ProcStat statFormat() {
        MemorySegment sysconf = Native.function("sysconf");
        return new ProcStat(
                library.call(sysconf, Flags.SC_CLK_TCK, 0, 0), library.call(sysconf, Flags.SC_PAGESIZE, 0, 0));
    }

    public static LinuxBackend open() {
        return new LinuxBackend();
    }

    @Override
    public String name() {
        return "linux";
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
        return new LinuxCapture(new Native());
    }

    @Override
    public Sockets sockets() {
        return sockets;
    }

    /** Made when a process first wants one. */
    @Override
    public HandedSockets handedSockets() {
        if (handedSockets.isEmpty()) {
            handedSockets = Optional.of(new LinuxHandedSockets(library));
        }
        return handedSockets.get();
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public Traffic openTraffic() {
        return new LinuxTraffic();
    }

    @Override
    public Optional<WallTimer> openWallTimer() throws OsException {
        return Optional.of(TimerFd.open(library, poller));
    }

    @Override
    public Optional<FolderEvents> openFolderEvents() throws OsException {
        return Optional.of(Inotify.open(library, poller));
    }

    @Override
    public void close() {
        poller.close();
    }
}
