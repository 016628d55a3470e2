package dev.velos.daemon.os;

import java.nio.file.Path;

/** What happens on the machine apart from the backend under test: programs, writers, peers and other processes. */
public interface Outside extends AutoCloseable {
    /** Another process's end of a named pipe. */
    interface Writer extends AutoCloseable {
        void write(byte[] bytes);

        @Override
        void close();
    }

    /** Another process's end of a connection; its calls wait where they must. */
    interface Peer extends AutoCloseable {
        void send(byte[] bytes);

        /** Exactly so many bytes. */
        byte[] receive(int count);

        @Override
        void close();
    }

    /** Another process that holds a lock, until it is killed. */
    interface LockHolder {
        void kill();
    }

    Backend openBackend();

    /** Whether real processes of this machine run; a fake has no descriptors or masks to look at. */
    boolean isReal();

    /** The time of the machine under test; only differences mean something. */
    long nanoTime();

    SpawnRequest request(Program program, Path directory, Environment environment, Path out, Path err);

    /** Opens a pipe that the backend has open for reading. */
    Writer openWriter(Path pipe);

    Peer connect(Path socket);

    /** Starts a sleeping process that is no child of this one. */
    long startStranger();

    /** Kills a process that the backend did not start, and waits until it is gone. */
    void killStranger(long pid);

    LockHolder holdLock(Path file);

    /** From now on logs can take no byte more; undone when the result is closed. */
    FullDisk fillDisk(Path log);

    /** See {@link #fillDisk}. */
    interface FullDisk extends AutoCloseable {
        @Override
        void close();
    }

    /** Undoes {@link Host#adoptOrphans}, for the sake of the other tests of this JVM. */
    void leaveOrphans();

    /** Fails where the backend, closed by now, has left descriptors or processes behind. */
    @Override
    void close();
}
