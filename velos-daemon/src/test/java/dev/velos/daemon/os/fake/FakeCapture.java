package dev.velos.daemon.os.fake;

import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Pipes in memory, marked by an empty file each; logs in real files. Owned by the test's thread. */
final class FakeCapture implements CaptureIo {
    private static final int LARGEST_PIPE = 1 << 20;

    private final FakeHandles handles;
    private final Map<Path, FakePipe> pipes = new HashMap<>();
    private boolean diskIsFull;

    FakeCapture(FakeHandles handles) {
        this.handles = handles;
    }

    void diskIsFull(boolean full) {
        diskIsFull = full;
    }

    /** The pipe at a path, if there is one. */
    Optional<FakePipe> pipeAt(Path path) {
        return Optional.ofNullable(pipes.get(path)).filter(_ -> Files.exists(path));
    }

    @Override
    public int openPipe(Path path) throws OsException {
        makePipe(path);
        return handles.add(pipes.get(path).openReader());
    }

    @Override
    public int openToSend(Path path) throws OsException {
        FakePipe pipe = pipeAt(path)
                .orElseThrow(() -> new OsException("open " + path, Errno.ENOENT, "No such file or directory"));
        if (!pipe.hasProgram()) {
            throw new OsException("open " + path, Errno.ENXIO, "No such device or address");
        }
        return handles.add(pipe.new Sender());
    }

    @Override
    public void makePipe(Path path) throws OsException {
        if (pipeAt(path).isEmpty()) {
            FakeFiles.create("make the pipe " + path, path);
            pipes.put(path, new FakePipe());
        }
    }

    private FakePipe pipe(int handle) {
        return handles.get(handle, FakeHandles.Thing.class) instanceof FakePipe.Sender sender
                ? sender.pipe()
                : handles.get(handle, FakePipe.Reader.class).pipe();
    }

    private FakeLog log(int handle) {
        return handles.get(handle, FakeLog.class);
    }

    @Override
    public int pipeCapacity(int pipe) {
        return pipe(pipe).capacity();
    }

    @Override
    public int waiting(int pipe) {
        return pipe(pipe).waiting();
    }

    @Override
    public void growPipe(int pipe, int bytes) {
        if (bytes <= LARGEST_PIPE) {
            pipe(pipe).grow(bytes);
        }
    }

    @Override
    public int openLog(Path path) throws OsException {
        return handles.add(FakeLog.open(path));
    }

    @Override
    public long size(int log) throws OsException {
        return log(log).size();
    }

    @Override
    public long read(int pipe, ByteBuffer target) {
        byte[] bytes = pipe(pipe).peek(target.remaining());
        target.put(bytes);
        pipe(pipe).drop(bytes.length);
        return bytes.length > 0 ? bytes.length : pipe(pipe).endOrNothing();
    }

    @Override
    public void append(int log, ByteBuffer source) throws OsException {
        byte[] bytes = new byte[source.remaining()];
        source.duplicate().get(bytes);
        append(log, bytes, bytes.length);
        source.position(source.limit());
    }

    @Override
    public void append(int log, byte[] bytes, int length) throws OsException {
        if (handles.get(log, FakeHandles.Thing.class) instanceof FakePipe.Sender sender) {
            sender.pipe().write(Arrays.copyOf(bytes, length));
            return;
        }
        if (diskIsFull) {
            throw new OsException("write to a log", Errno.ENOSPC, "No space left on device");
        }
        log(log).append(bytes, length);
    }

    @Override
    public void truncate(int log) throws OsException {
        log(log).truncate();
    }

    @Override
    public void close(int handle) {
        handles.close(handle);
    }
}
