package dev.velos.daemon.capture;

import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.OsException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Calls of a daemon that is killed before, after or in the middle of one of them. Owned by the test. */
final class DyingCapture implements CaptureIo {
    /** Where a SIGKILL would have ended the daemon. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final CaptureIo real;
    private int momentsLeft;

    DyingCapture(CaptureIo real, int momentsLeft) {
        this.real = real;
        this.momentsLeft = momentsLeft;
    }

    private void moment() {
        if (momentsLeft-- == 0) {
            throw new Killed();
        }
    }

    @Override
    public long read(int pipe, ByteBuffer target) throws OsException {
        moment();
        long count = real.read(pipe, target);
        moment();
        return count;
    }

    @Override
    public void append(int log, ByteBuffer source) throws OsException {
        moment();
        int end = source.limit();
        source.limit(source.position() + source.remaining() / 2);
        real.append(log, source);
        moment();
        real.append(log, source.limit(end));
        moment();
    }

    @Override
    public void append(int log, byte[] bytes, int length) throws OsException {
        moment();
        real.append(log, bytes, length);
        moment();
    }

    @Override
    public int openLog(Path path) throws OsException {
        moment();
        return real.openLog(path);
    }

    @Override
    public long size(int log) throws OsException {
        return real.size(log);
    }

    @Override
    public int openPipe(Path path) throws OsException {
        return real.openPipe(path);
    }

    @Override
    public void makePipe(Path path) throws OsException {
        real.makePipe(path);
    }

    @Override
    public int openToSend(Path path) throws OsException {
        return real.openToSend(path);
    }

    @Override
    public int pipeCapacity(int pipe) {
        return real.pipeCapacity(pipe);
    }

    @Override
    public int waiting(int pipe) {
        return real.waiting(pipe);
    }

    @Override
    public void growPipe(int pipe, int bytes) {
        real.growPipe(pipe, bytes);
    }

    @Override
    public void truncate(int log) throws OsException {
        moment();
        real.truncate(log);
    }

    @Override
    public void close(int handle) {
        moment();
        real.close(handle);
    }
}
