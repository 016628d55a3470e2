package dev.velos.daemon.capture;

import dev.velos.daemon.os.OsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The streams of one instance. Owned by the loop. */
public final class ProcessCapture {
    private final ProcessInput input;
    private final StreamCapture out;
    private final StreamCapture err;
    private long errOffset;
    private long outOffset;

    ProcessCapture(ProcessInput input, StreamCapture out, StreamCapture err) {
        this.input = input;
        this.out = out;
        this.err = err;
    }

    /** Makes the pipes ready for a program that is about to be spawned. */
    public void open() throws OsException {
        out.open();
        err.open();
        outOffset = out.logSize();
        errOffset = err.logSize();
    }

    /** Carries what the program writes. */
    public void watch() {
        out.watch();
        err.watch();
    }

    /** Takes over the pipes of a program that an earlier daemon spawned. */
    public void resume() throws OsException {
        open();
        watch();
    }

    /** Calls back when a line that comes from now on, of either stream, is wanted; it may do so again. */
    public void await(Predicate<String> wanted, Runnable found) {
        out.look(Optional.of(new LineWatch(wanted, found)));
        err.look(Optional.of(new LineWatch(wanted, found)));
    }

    /** Looks at no line any more. */
    public void awaitNothing() {
        out.look(Optional.empty());
        err.look(Optional.empty());
    }

    /** Writes out everything that waits, at once. */
    public void drain() {
        out.drain();
        err.drain();
    }

    /** Writes out everything of a program that has ended, also a line that it did not end. */
    public void finish() {
        drain();
        out.finishLine();
        err.finishLine();
    }

    /** The last lines of this incarnation: of its stderr, or where that is silent, of its stdout. */
    public List<String> lastLines(int count) {
        List<String> lines = err.last(count, errOffset);
        return lines.isEmpty() ? out.last(count, outOffset) : lines;
    }

    public void flush() throws OsException {
        out.flush();
        err.flush();
        outOffset = 0;
        errOffset = 0;
    }

    /** Lets go of both streams, for another capture of the same program. */
    public void letGo() {
        out.letGo();
        err.letGo();
    }

    public void discard() {
        input.discard();
        out.discard();
        err.discard();
    }

    /** Where its standard input comes from, unless it has none. */
    public ProcessInput input() {
        return input;
    }

    public Path outLog() {
        return out.logPath();
    }

    public Path errLog() {
        return err.logPath();
    }

    public List<String> pipes() {
        return List.of(out.pipePath().toString(), err.pipePath().toString());
    }

    /** Bytes that no log could take. */
    public long droppedBytes() {
        return out.droppedBytes() + err.droppedBytes();
    }
}
