package dev.velos.daemon.os.fake;

import dev.velos.core.process.ListenAddress;
import dev.velos.daemon.os.ProcessFacts;
import dev.velos.daemon.os.ProcessTable;
import dev.velos.daemon.os.SocketHolder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The processes of a fake machine, the daemon's own included. */
final class FakeTable implements ProcessTable {
    private static final ProcessFacts DAEMON = new ProcessFacts(
            FakeMachine.SELF,
            FakeMachine.INIT,
            FakeMachine.SELF,
            FakeMachine.SELF,
            ProcessFacts.State.RUNNING,
            1,
            50,
            40 << 20);

    private final FakeMachine machine;
    private int looks;
    private String bootId = "first-boot";

    FakeTable(FakeMachine machine) {
        this.machine = machine;
    }

    void bootId(String newBootId) {
        bootId = newBootId;
    }

    @Override
    public Optional<ProcessFacts> facts(long pid) {
        return pid == FakeMachine.SELF ? Optional.of(DAEMON) : machine.find(pid).map(FakeProcess::facts);
    }

    @Override
    public List<ProcessFacts.State> threads(long pid) {
        return machine.find(pid).map(FakeProcess::threads).orElseGet(() -> ProcessTable.super.threads(pid));
    }

    int looks() {
        return looks;
    }

    @Override
    public List<ProcessFacts> all() {
        looks++;
        return Stream.concat(Stream.of(DAEMON), machine.all().stream().map(FakeProcess::facts))
                .toList();
    }

    /** As the kernel's own lists, this is no look at the machine. */
    @Override
    public List<Long> children(long pid) {
        return machine.all().stream()
                .filter(process -> process.parent() == pid)
                .map(FakeProcess::pid)
                .toList();
    }

    @Override
    public Optional<String> variable(long pid, String name) {
        return machine.find(pid).stream()
                .flatMap(process -> process.environment().stream())
                .filter(entry -> entry.startsWith(name + "="))
                .map(entry -> entry.substring(name.length() + 1))
                .findFirst();
    }

    @Override
    public List<SocketHolder> holders(ListenAddress address, Collection<Long> pids) {
        return machine.all().stream()
                .filter(process -> pids.contains(process.pid()))
                .flatMap(process -> holders(process, address))
                .toList();
    }

    @Override
    public List<SocketHolder> holders(ListenAddress address) {
        return machine.all().stream()
                .flatMap(process -> holders(process, address))
                .toList();
    }

    private static Stream<SocketHolder> holders(FakeProcess process, ListenAddress address) {
        return IntStream.range(0, process.handed().size())
                .filter(i -> process.handed().get(i).address().equals(address))
                .mapToObj(i -> new SocketHolder(process.pid(), FakeHandedSockets.FIRST_DESCRIPTOR + i, "fake"));
    }

    @Override
    public String bootId() {
        return bootId;
    }
}
