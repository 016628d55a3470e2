package dev.velos.daemon.os.fake;

import dev.velos.core.process.ListenAddress;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.HandedSockets;
import dev.velos.daemon.os.OsException;
import java.util.Optional;

/** Listening sockets in memory: open as long as a handle or a running process has them. Owned by the test's thread. */
final class FakeHandedSockets implements HandedSockets {
    static final int FIRST_DESCRIPTOR = 3;

    private final FakeHandles handles;
    private final FakeMachine machine;
    private boolean guarded;

    FakeHandedSockets(FakeHandles handles, FakeMachine machine) {
        this.handles = handles;
        this.machine = machine;
    }

    /** What a handle, and the descriptor of a process, stands for. */
    record Open(ListenAddress address) implements FakeHandles.Thing {
        @Override
        public int ready() {
            return 0;
        }

        @Override
        public void closed() {}
    }

    void guard() {
        guarded = true;
    }

    @Override
    public int open(ListenAddress address) throws OsException {
        if (isOpen(address)) {
            throw new OsException("bind", Errno.EADDRINUSE, "Address already in use");
        }
        if (address instanceof ListenAddress.Tcp tcp && tcp.port() < 1024) {
            throw new OsException("bind", Errno.EACCES, "Permission denied");
        }
        return handles.add(new Open(address));
    }

    private boolean isOpen(ListenAddress address) {
        Open wanted = new Open(address);
        return handles.open().containsValue(wanted)
                || machine.all().stream().anyMatch(process -> process.handed().contains(wanted));
    }

    @Override
    public Optional<Integer> copyOf(long pid, int descriptor) {
        return guarded
                ? Optional.empty()
                : machine.find(pid).map(process -> handles.add(process.handed().get(descriptor - FIRST_DESCRIPTOR)));
    }

    @Override
    public int share(int handle) {
        return handles.add(handles.open().get(handle));
    }

    @Override
    public void unshare(int handle) {}

    @Override
    public boolean canTakeBack() {
        return !guarded;
    }

    @Override
    public void end(int handle) {
        close(handle);
    }

    @Override
    public void close(int handle) {
        handles.close(handle);
    }
}
