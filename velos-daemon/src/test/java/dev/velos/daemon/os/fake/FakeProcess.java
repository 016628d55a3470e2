package dev.velos.daemon.os.fake;

import dev.velos.daemon.os.ProcessFacts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A process of a fake machine. Owned by the test's thread. */
public final class FakeProcess {
    private final FakeMachine machine;
    private FakeProgram program;
    private final long pid;
    private final long session;
    private final List<String> environment;
    private final long startTicks;
    private long parent;
    private List<FakePipe> pipes;
    private ProcessFacts.State state = ProcessFacts.State.SLEEPING;
    private ProcessFacts.State worker = ProcessFacts.State.SLEEPING;
    private List<FakeHandedSockets.Open> handed = List.of();
    private int waitStatus;
    private long cpuMillis;
    private long residentBytes = 10 << 20;

    FakeProcess(
            FakeMachine machine,
            FakeProgram program,
            long parent,
            Optional<Long> sessionOfParent,
            List<String> environment,
            List<FakePipe> pipes) {
        this.machine = machine;
        this.program = program;
        this.parent = parent;
        this.environment = List.copyOf(environment);
        this.pipes = List.copyOf(pipes);
        pid = machine.nextPid();
        session = sessionOfParent.orElse(pid);
        startTicks = machine.ticks();
        pipes.forEach(FakePipe::openWriter);
    }

    public long pid() {
        return pid;
    }

    /** The session, which is the process group as well. */
    public long session() {
        return session;
    }

    public FakeClock clock() {
        return machine.clock();
    }

    /** Writes to its standard output, if that is open. */
    public void print(String text) {
        write(0, text);
    }

    public void printError(String text) {
        write(1, text);
    }

    private void write(int stream, String text) {
        if (stream < pipes.size()) {
            pipes.get(stream).write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Closes its standard output; from now on {@link #print} writes nowhere. */
    public void closeOutput() {
        FakePipe nowhere = new FakePipe();
        nowhere.openWriter();
        pipes.getFirst().closeWriter();
        pipes = List.of(nowhere, pipes.getLast());
    }

    /** Starts a child that runs until a signal ends it, with the same streams, in the same session. */
    public FakeProcess fork() {
        return machine.add(new FakeProcess(machine, FakeProgram.runs(), pid, Optional.of(session), environment, pipes));
    }

    /** Starts a child that leaves for a session of its own. */
    public FakeProcess forkAway() {
        return machine.add(new FakeProcess(machine, FakeProgram.runs(), pid, Optional.empty(), environment, pipes));
    }

    /** From now on it is seen to work, or to sleep. */
    public void works(boolean works) {
        state = works ? ProcessFacts.State.RUNNING : ProcessFacts.State.SLEEPING;
    }

    /** From now on a thread beside its main one is seen to work, or to sleep. */
    public void workerWorks(boolean works) {
        worker = works ? ProcessFacts.State.RUNNING : ProcessFacts.State.SLEEPING;
    }

    public void exit(int code) {
        end(code << 8);
    }

    public void dieBy(int signal) {
        end(signal);
    }

    /** Ends with a raw status of wait(2). */
    public void end(int rawStatus) {
        if (state == ProcessFacts.State.ZOMBIE) {
            throw new IllegalStateException("process " + pid + " has ended already");
        }
        waitStatus = rawStatus;
        state = ProcessFacts.State.ZOMBIE;
        residentBytes = 0;
        pipes.forEach(FakePipe::closeWriter);
        machine.ended(this);
    }

    public void uses(long newCpuMillis, long newResidentBytes) {
        cpuMillis = newCpuMillis;
        residentBytes = newResidentBytes;
    }

    public boolean runs() {
        return state != ProcessFacts.State.ZOMBIE;
    }

    /** Signals are answered as this program does, from now on. */
    public void onSignal(FakeProgram newProgram) {
        program = newProgram;
    }

    void signalled(int signal) {
        program.signalled(this, signal);
    }

    void handed(List<FakeHandedSockets.Open> sockets) {
        handed = sockets;
    }

    /** The listening sockets that it was handed, while it runs. */
    List<FakeHandedSockets.Open> handed() {
        return runs() ? handed : List.of();
    }

    long parent() {
        return parent;
    }

    void parent(long newParent) {
        parent = newParent;
    }

    int waitStatus() {
        return waitStatus;
    }

    List<String> environment() {
        return environment;
    }

    List<ProcessFacts.State> threads() {
        return List.of(state, worker);
    }

    ProcessFacts facts() {
        return new ProcessFacts(pid, parent, session, session, state, startTicks, cpuMillis, residentBytes);
    }
}
