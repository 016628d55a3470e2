package dev.velos.daemon.journal;

import dev.velos.daemon.loop.SideThread;
import dev.velos.daemon.os.Host;
import dev.velos.daemon.os.OsException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the journal onto the disk, off the loop. A thread of its own, which sleeps until it is asked; requests that
 * come while it works are one.
 */
public final class JournalSync {
    private static final Logger LOG = LoggerFactory.getLogger(JournalSync.class);

    /** From one writing to the next. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Host host;
    private final Path journal;
    private boolean asked;
    private boolean closed;

    public JournalSync(Host host, Path journal) {
        this.host = host;
        this.journal = journal;
        SideThread.start("journal-sync", this::run);
    }

    /** Asks for the journal to be brought onto the disk soon. Any thread. */
    public synchronized void request() {
        asked = true;
        notifyAll();
    }

    /** Ends the thread. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void run() {
        try {
            while (awaitRequest()) {
                sync();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // somebody wants the thread to end
        }
    }

    private void sync() {
        try {
            host.sync(journal);
        } catch (OsException e) {
            LOG.warn("{}: what was written last may not outlast a power cut", e.getMessage());
        }
    }

    private synchronized boolean awaitRequest() throws InterruptedException {
        while (!asked && !closed) {
            wait();
        }
        asked = false;
        return !closed;
    }
}
