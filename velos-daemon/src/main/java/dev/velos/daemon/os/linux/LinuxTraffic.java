package dev.velos.daemon.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.velos.daemon.os.Endpoint;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.SocketAddress;
import dev.velos.daemon.os.Traffic;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;

/** tcp(7) connections, splice(2) between them, and sendmsg(2) to hand them to others. Owned by the thread that it is for. */
final class LinuxTraffic implements Traffic {
    private static final int SCRATCH_BYTES = 64;
    private static final int LENGTH_AT = 32;

    /** A connection on which nothing came for so long is asked about, */
    private static final int SILENCE_SECONDS = 300;

    /** so often; nine questions without an answer are its end. */
    private static final int SECONDS_BETWEEN_QUESTIONS = 60;

    private final Native library = new Native();
    private final EpollPoller poller = new EpollPoller(library);
    private final MemorySegment accept = Native.function("accept4");
    private final MemorySegment recv = Native.function("recv");
    private final MemorySegment send = Native.function("send");
    private final MemorySegment close = Native.function("close");
    private final MemorySegment connect = Native.function("connect");
    private final MemorySegment splice = Native.function("splice");
    private final MemorySegment shutdown = Native.function("shutdown");
    private final MemorySegment setOption = Native.function("setsockopt");
    private final HandingMessage handing = new HandingMessage(library);
    private final MemorySegment scratch = library.allocate(SCRATCH_BYTES);
    private ByteBuffer lastBuffer = ByteBuffer.allocateDirect(0);
    private long lastAddress;

    @Override
    public Poller poller() {
        return poller;
    }

    @Override
    public int descriptorLimit() {
        library.callInt(Native.function("getrlimit"), Flags.RLIMIT_NOFILE, scratch.address(), 0);
        long limit = scratch.get(JAVA_LONG, 0);
        return limit < 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, limit);
    }

    @Override
    public int accept(int listener) throws OsException {
        int handle = library.callInt(accept, listener, 0, 0, Flags.SOCK_NONBLOCK | Flags.SOCK_CLOEXEC);
        if (handle >= 0) {
            sendAtOnce(handle);
            noticeSilentEnd(handle);
            return handle;
        }
        return switch (library.errno()) {
            case Errno.EAGAIN, Errno.EINTR, Errno.ECONNABORTED -> WOULD_BLOCK;
            default -> throw library.failure("accept");
        };
    }

    /** What comes in pieces leaves in pieces: nobody here waits to make them larger. Unix sockets know no such wait. */
    private void sendAtOnce(int handle) {
        option(handle, Flags.IPPROTO_TCP, Flags.TCP_NODELAY, 1);
    }

    /** A client whose machine or network is gone says nothing of it: without this its connection would stay for ever. */
    private void noticeSilentEnd(int handle) {
        option(handle, Flags.SOL_SOCKET, Flags.SO_KEEPALIVE, 1);
        option(handle, Flags.IPPROTO_TCP, Flags.TCP_KEEPIDLE, SILENCE_SECONDS);
        option(handle, Flags.IPPROTO_TCP, Flags.TCP_KEEPINTVL, SECONDS_BETWEEN_QUESTIONS);
    }

    private void option(int handle, int level, int name, int... values) {
        for (int i = 0; i < values.length; i++) {
            scratch.set(JAVA_INT, (long) i * Integer.BYTES, values[i]);
        }
        library.call(setOption, handle, level, name, scratch.address(), (long) values.length * Integer.BYTES, 0);
    }

    @Override
    public Connection connect(byte[] address, int port) throws OsException {
        SocketAddress target = SocketAddress.inet(address, port, SocketAddress.Layout.LINUX, Flags.AF_INET6);
        int type = Flags.SOCK_STREAM | Flags.SOCK_NONBLOCK | Flags.SOCK_CLOEXEC;
        int handle = library.callInt(Native.function("socket"), target.family(), type, 0);
        if (handle < 0) {
            throw library.failure("socket");
        }
        sendAtOnce(handle);
        MemorySegment.copy(target.bytes(), 0, scratch, JAVA_BYTE, 0, target.bytes().length);
        if (library.callInt(connect, handle, scratch.address(), target.bytes().length) == 0) {
            return new Connection(handle, true);
        }
        if (library.errno() != Errno.EINPROGRESS) {
            OsException failure = library.failure("connect");
            close(handle);
            throw failure;
        }
        return new Connection(handle, false);
    }

    @Override
    public int outcome(int connection) {
        scratch.set(JAVA_INT, LENGTH_AT, Integer.BYTES);
        int failed = (int) library.call(
                Native.function("getsockopt"),
                connection,
                Flags.SOL_SOCKET,
                Flags.SO_ERROR,
                scratch.address(),
                scratch.address() + LENGTH_AT,
                0);
        return failed == 0 ? scratch.get(JAVA_INT, 0) : library.errno();
    }

    @Override
    public int receive(int connection, ByteBuffer target) {
        int count = (int) library.call(recv, connection, address(target), target.remaining(), 0, 0, 0);
        if (count > 0) {
            target.position(target.position() + count);
            return count;
        }
        return count == 0 ? ENDED : failed();
    }

    @Override
    public int send(int connection, ByteBuffer source) {
        int count = library.callInt(send, connection, address(source), source.remaining(), Flags.MSG_NOSIGNAL);
        if (count >= 0) {
            source.position(source.position() + count);
            return count;
        }
        return failed();
    }

    @Override
    public int hand(int channel, byte word, int connection) {
        int count = library.callInt(handing.sendmsg, channel, handing.of(word, connection), Flags.MSG_NOSIGNAL);
        return count > 0 ? count : failed();
    }

    /** Where the buffer's position lies in memory. Nearly every call has the same buffer as the one before. */
    @SuppressWarnings("ReferenceEquality")
    private long address(ByteBuffer buffer) {
        if (buffer != lastBuffer) {
            lastAddress = MemorySegment.ofBuffer(buffer.duplicate().clear()).address();
            lastBuffer = buffer;
        }
        return lastAddress + buffer.position();
    }

    private int failed() {
        return library.errno() == Errno.EAGAIN || library.errno() == Errno.EINTR ? WOULD_BLOCK : BROKEN;
    }

    @Override
    public Optional<Pipe> openPipe() {
        int failed =
                library.callInt(Native.function("pipe2"), scratch.address(), Flags.O_NONBLOCK | Flags.O_CLOEXEC, 0);
        return failed == 0
                ? Optional.of(new Pipe(scratch.get(JAVA_INT, 0), scratch.get(JAVA_INT, Integer.BYTES)))
                : Optional.empty();
    }

    @Override
    public int splice(int from, int to, int bytes) {
        int count = (int) library.call(splice, from, 0, to, 0, bytes, Flags.SPLICE_F_MOVE | Flags.SPLICE_F_NONBLOCK);
        if (count > 0) {
            return count;
        }
        return count == 0 ? ENDED : failed();
    }

    @Override
    public void endOutput(int connection) {
        library.callInt(shutdown, connection, Flags.SHUT_WR, 0);
    }

    @Override
    public void reset(int connection) {
        option(connection, Flags.SOL_SOCKET, Flags.SO_LINGER, 1, 0);
        close(connection);
    }

    @Override
    public Optional<Endpoint> peer(int connection) {
        return endpoint("getpeername", connection);
    }

    @Override
    public Optional<Endpoint> local(int connection) {
        return endpoint("getsockname", connection);
    }

    private Optional<Endpoint> endpoint(String call, int connection) {
        scratch.set(JAVA_INT, LENGTH_AT, Endpoint.ADDRESS_BYTES);
        long length = scratch.address() + LENGTH_AT;
        if (library.callInt(Native.function(call), connection, scratch.address(), length) != 0) {
            return Optional.empty();
        }
        byte[] address = scratch.asSlice(0, Endpoint.ADDRESS_BYTES).toArray(JAVA_BYTE);
        return Endpoint.of(address, SocketAddress.Layout.LINUX, Flags.AF_INET6);
    }

    @Override
    public void close(int handle) {
        library.callInt(close, handle, 0, 0);
    }

    @Override
    public void close() {
        poller.close();
    }
}
