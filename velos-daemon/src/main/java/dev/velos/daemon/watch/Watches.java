package dev.velos.daemon.watch;

import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.FolderEvents;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts processes when files change, as long as they are wanted up: also one that has crashed, for the change may
 * be what mends it. Owned by the loop. Nothing is open where nothing is watched.
 */
public final class Watches implements Supervisor.Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    /** The note of a process that tells what of its watching does not work. */
    static final String NOTE = "watch";

    private final Backend backend;
    private final EventLoop loop;
    private final Supervisor supervisor;
    private final Map<Long, ProcessWatch> watches = new HashMap<>();
    private Optional<FolderHub> hub = Optional.empty();

    public Watches(Backend backend, EventLoop loop, Supervisor supervisor) {
        this.backend = backend;
        this.loop = loop;
        this.supervisor = supervisor;
    }

    @Override
    public void changed(ManagedProcess process) {
        if (process.isBeside()) {
            return; // it is the one in the table that is watched
        }
        ProcessWatch current = watches.get(process.id());
        boolean wanted = process.spec().watching().on() && process.goal() == Goal.UP;
        if (current != null && !(wanted && current.isOf(process) && current.isCurrent())) {
            close(process);
        }
        if (!wanted) {
            process.forgetNote(NOTE);
        } else if (!watches.containsKey(process.id())) {
            open(process);
        }
    }

    @Override
    public void removed(ManagedProcess process) {
        if (!process.isBeside()) {
            close(process);
        }
    }

    private void open(ManagedProcess process) {
        if (hub.isEmpty() && !process.notes().containsKey(NOTE)) {
            hub = openHub(process);
        }
        hub.ifPresent(it -> {
            ProcessWatch watch = new ProcessWatch(process, loop, it, supervisor::restart);
            watches.put(process.id(), watch);
            watch.open();
        });
    }

    private Optional<FolderHub> openHub(ManagedProcess process) {
        try {
            Optional<FolderEvents> events = backend.openFolderEvents();
            if (events.isEmpty()) {
                refused(
                        process,
                        "the " + backend.name()
                                + " backend cannot. Velos watches files on Linux, with its own backend");
            }
            return events.map(it -> new FolderHub(it, loop));
        } catch (OsException e) {
            refused(
                    process,
                    e.getMessage()
                            + ". Raise it with \"sysctl fs.inotify.max_user_instances=1024\", then restart the process");
            return Optional.empty();
        }
    }

    private static void refused(ManagedProcess process, String why) {
        LOG.warn("{}: files are not watched: {}", process, why);
        process.note(NOTE, "files are not watched: " + why);
    }

    private void close(ManagedProcess process) {
        ProcessWatch watch = watches.remove(process.id());
        if (watch != null) {
            watch.close();
        }
        if (watches.isEmpty()) {
            hub.ifPresent(FolderHub::close);
            hub = Optional.empty();
        }
    }

    /** Lets go of everything. */
    public void close() {
        hub.ifPresent(FolderHub::close);
        hub = Optional.empty();
    }
}
