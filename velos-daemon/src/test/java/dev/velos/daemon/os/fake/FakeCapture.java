package dev.velos.daemon.os.fake;

import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        if (pipeAt(path).isEmpty()) {
            FakeFiles.create("make the pipe " + path, path);
            pipes.put(path, new FakePipe());
        }
        return handles.add(pipes.get(path).openReader());
    }

    private FakePipe pipe(int handle) {
        return handles.get(handle, FakePipe.Reader.class).pipe();
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
    public long transfer(int pipe, int log, long limit) throws OsException {
        log(log).size();
        byte[] bytes = pipe(pipe).peek(limit);
        if (bytes.length == 0) {
            return pipe(pipe).endOrNothing();
        }
        append(log, bytes, bytes.length);
        pipe(pipe).drop(bytes.length);
        return bytes.length;
    }

    @Override
    public boolean keepsBytesWhenKilled() {
        return true;
    }

    @Override
    public long read(int pipe, byte[] target) {
        int count = peek(pipe, target);
        pipe(pipe).drop(count);
        return count > 0 ? count : pipe(pipe).endOrNothing();
    }

    @Override
    public int peek(int pipe, byte[] target) {
        byte[] bytes = pipe(pipe).peek(target.length);
        System.arraycopy(bytes, 0, target, 0, bytes.length);
        return bytes.length;
    }

    @Override
    public void append(int log, byte[] bytes, int length) throws OsException {
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
