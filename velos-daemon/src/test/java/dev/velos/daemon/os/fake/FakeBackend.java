package dev.velos.daemon.os.fake;

import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.FolderEvents;
import dev.velos.daemon.os.HandedSockets;
import dev.velos.daemon.os.Host;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.ProcessControl;
import dev.velos.daemon.os.ProcessTable;
import dev.velos.daemon.os.Sockets;
import dev.velos.daemon.os.SpawnRequest;
import dev.velos.daemon.os.Traffic;
import dev.velos.daemon.os.WallTimer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A machine in memory that does what a test says, and remembers what it was asked for. Time stands still but for
 * {@link #advance} and the waits of the loop, which move it on instead of waiting. Only logs are real files. Owned by
 * the test's thread.
 */
public final class FakeBackend implements Backend {
    private final FakeClock clock = new FakeClock();
    private final FakeHandles handles = new FakeHandles();
    private final FakeMachine machine = new FakeMachine(clock);
    private final FakeCapture capture = new FakeCapture(handles);
    private final FakeProcesses processes = new FakeProcesses(machine, capture, handles);
    private final FakeTable table = new FakeTable(machine);
    private final FakePoller poller = new FakePoller(clock, handles, processes::report);
    private final FakeSockets sockets = new FakeSockets(handles);
    private final FakeHandedSockets handedSockets = new FakeHandedSockets(handles, machine);
    private final FakeFolders folders = new FakeFolders();
    private final FakeHost host = new FakeHost(machine);

    /** A spawn that succeeded. */
    public record Spawned(long pid, SpawnRequest request) {}

    /** The watched folders of this machine. */
    public FakeFolders folders() {
        return folders;
    }

    /** The clock of this machine, for the loop. */
    public FakeClock clock() {
        return clock;
    }

    /** Moves the time on; scripts that wait for it go on, the loop does not notice before its next turn. */
    public void advance(Duration time) {
        clock.advance(time);
    }

    /** What every program does that is spawned from now on; at first each runs until a signal ends it. */
    public void onSpawn(Function<SpawnRequest, FakeProgram> programs) {
        processes.onSpawn(programs);
    }

    /** What every program does that is spawned from now on. */
    public void everyProgram(FakeProgram program) {
        processes.onSpawn(_ -> program);
    }

    /** All spawns that succeeded, the oldest first. */
    public List<Spawned> spawned() {
        return processes.spawned();
    }

    /** The pid of the last spawn that succeeded. */
    public long lastPid() {
        return spawned().getLast().pid();
    }

    /** All signals that were sent, the oldest first, whether they reached anybody or not. */
    public List<SentSignal> signals() {
        return processes.signals();
    }

    /** Runs before and after every call that starts or signals something; may throw, as if the daemon had died. */
    public void onCall(Runnable action) {
        processes.onCall(action);
    }

    /** As long as this holds, not even SIGKILL ends anybody, as when a disk does not answer. */
    public void immortal(boolean immortal) {
        processes.immortal(immortal);
    }

    /** How often the whole machine was looked at. */
    public int looks() {
        return table.looks();
    }

    /** The next process that starts gets the number of one that has ended. */
    public void nextPidIs(long pid) {
        machine.nextPidIs(pid);
    }

    /** The lowest pid of those that lead a session: of the first spawn, though the daemon died in it. */
    public long firstLeader() {
        return machine.all().stream()
                .filter(process -> process.session() == process.pid())
                .mapToLong(FakeProcess::pid)
                .min()
                .orElseThrow();
    }

    /** A process that runs or waits to be collected. */
    public FakeProcess process(long pid) {
        return machine.find(pid).orElseThrow(() -> new NoSuchElementException("no process " + pid));
    }

    /** Those that run. */
    public List<FakeProcess> running() {
        return machine.all().stream().filter(FakeProcess::runs).toList();
    }

    /** Ends a process with a raw status of wait(2): {@code code << 8}, or the number of a signal. */
    public void exit(long pid, int waitStatus) {
        process(pid).end(waitStatus);
    }

    public void print(long pid, String text) {
        process(pid).print(text);
    }

    public void printError(long pid, String text) {
        process(pid).printError(text);
    }

    /** Starts a process that is no child of the daemon, with these entries in its environment. */
    public FakeProcess startStranger(String... environment) {
        return machine.add(new FakeProcess(
                machine, FakeProgram.runs(), FakeMachine.INIT, Optional.empty(), List.of(environment), List.of()));
    }

    /** Opens the writing end of a pipe that exists, for a test that plays a program. */
    public FakeWriter openWriter(Path path) {
        return new FakeWriter(capture.pipeAt(path).orElseThrow(() -> new NoSuchElementException("no pipe at " + path)));
    }

    public void fillDisk() {
        capture.diskIsFull(true);
    }

    public void freeDisk() {
        capture.diskIsFull(false);
    }

    /** Descriptors cannot be taken from other processes from now on, as where ptrace is restricted. */
    public void guardDescriptors() {
        handedSockets.guard();
    }

    /** A client connects. */
    public FakePeer connect(Path socket) {
        return sockets.connect(socket);
    }

    /** Whoever connects to that TCP port from now on meets this. */
    public void serve(int port, Consumer<FakePeer> service) {
        sockets.serve(port, service);
    }

    /** That port is closed from now on. */
    public void serveNoMore(int port) {
        sockets.serveNoMore(port);
    }

    /** A program sends a datagram; false where nobody has that socket open. */
    public boolean post(Path socket, String text) {
        return sockets.post(socket, text);
    }

    /** The program's end of the newest channel of that label. */
    public FakePeer channel(Path label) {
        return sockets.program(label);
    }

    /** Clients that connect from now on belong to this user; at first to the daemon's own. */
    public void nextPeersAre(int user) {
        sockets.nextPeersAre(user);
    }

    /** Another process holds this lock from now on. */
    public void lockElsewhere(Path file) {
        host.lockElsewhere(file);
    }

    public void unlockElsewhere(Path file) {
        host.unlockElsewhere(file);
    }

    /** The machine was booted anew, as far as one can see. */
    public void reboot(String bootId) {
        table.bootId(bootId);
    }

    /** The daemon is killed with SIGKILL; what the test does next is done by the next one. */
    public void killDaemon() {
        machine.daemonDied();
        sockets.daemonDied();
        poller.removeAll();
        handles.closeAll();
    }

    /** Handles that were opened and not closed. */
    public Set<Integer> openHandles() {
        return handles.open().keySet();
    }

    /** The datagrams that the daemon has sent. */
    public List<String> told() {
        return machine.told();
    }

    @Override
    public String name() {
        return "fake";
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
        return capture;
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
    public Traffic openTraffic() throws OsException {
        throw new OsException("open traffic", Errno.EAFNOSUPPORT, "nothing is carried in memory");
    }

    @Override
    public Optional<WallTimer> openWallTimer() {
        return Optional.empty();
    }

    @Override
    public Optional<FolderEvents> openFolderEvents() {
        return Optional.of(folders);
    }

    @Override
    public void close() {}
}
