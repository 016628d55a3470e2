package dev.velos.daemon.watch;

import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.FolderEvents;
import dev.velos.daemon.os.OsException;
import java.io.File;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watched folders of all processes, each of them watched once. Owned by the loop.
 *
 * <p>After the first event it rests and then reads what has gathered, each time for longer, until nothing has: a burst of
 * ten thousand changes wakes the loop a few times. Folders are scanned a few at a time, so that other work goes on.
 */
final class FolderHub implements FolderEvents.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(FolderHub.class);

    private static final long FIRST_REST_NANOS = Duration.ofMillis(25).toNanos();

    /** Of a quick writer the system keeps what happens meanwhile; where it does not, it says so. */
    private static final long LONGEST_REST_NANOS = Duration.ofMillis(200).toNanos();

    /** So long a scan may take within one turn. */
    private static final long SLICE_NANOS = Duration.ofMillis(5).toNanos();

    /** How often a root that is not there is looked for. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private record Followed(Tree tree, String below) {}

    private record Scan(Tree tree, String below, Tree.Found found) {}

    private final FolderEvents events;
    private final EventLoop loop;
    private final Map<Integer, List<Followed>> byWatch = new HashMap<>();
    private final Deque<Scan> scans = new ArrayDeque<>();
    private boolean scanning;
    private int batch;
    private long restNanos = FIRST_REST_NANOS;
    private boolean closed;

    FolderHub(FolderEvents events, EventLoop loop) {
        this.events = events;
        this.loop = loop;
        events.onReady(this::read);
    }

    /** Which reading this is: what is read together came at about the same time. */
    int batch() {
        return batch;
    }

    private void read() {
        if (closed) {
            return;
        }
        if (readNow()) {
            loop.timers().at(loop.clock().nanos() + restNanos, this::read);
            restNanos = Math.min(2 * restNanos, LONGEST_REST_NANOS);
        } else {
            restNanos = FIRST_REST_NANOS;
            events.rearm();
        }
    }

    /** Reads what has gathered, for somebody who is about to act on it; whether there was anything. */
    boolean readNow() {
        batch++;
        try {
            return events.read(this);
        } catch (OsException e) {
            LOG.error("What has changed in watched folders cannot be read: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void happened(int watch, FolderEvents.Change change, FolderEvents.Name name) {
        List<Followed> followed = byWatch.getOrDefault(watch, List.of());
        for (int i = 0; i < followed.size(); i++) {
            followed.get(i).tree.happened(followed.get(i).below, change, name);
        }
    }

    @Override
    public void ended(int watch) {
        List<Followed> followed = byWatch.remove(watch);
        for (Followed gone : followed == null ? List.<Followed>of() : followed) {
            if (gone.below.isEmpty()) {
                missing(gone.tree, "was removed");
            }
        }
    }

    /** What is below a root is followed by the folder above it. */
    @Override
    public void moved(int watch) {
        List.copyOf(byWatch.getOrDefault(watch, List.of())).stream()
                .filter(followed -> followed.below.isEmpty())
                .forEach(root -> {
                    forget(root.tree, "");
                    missing(root.tree, "was moved away");
                });
    }

    /** Whatever was lost, every tree is looked through again. */
    @Override
    public void overflowed() {
        LOG.warn("More files changed at once than the system keeps; watched folders are looked through again");
        byWatch.values().stream()
                .flatMap(List::stream)
                .map(Followed::tree)
                .distinct()
                .toList()
                .forEach(tree -> {
                    tree.owner().manyChanged();
                    scan(tree, "", Tree.Found.KNOWN);
                });
    }

    /** Follows a folder, and looks soon at what is in it. */
    void scan(Tree tree, String below, Tree.Found found) {
        scans.add(new Scan(tree, below, found));
        if (!scanning) {
            scanning = true;
            loop.timers().at(loop.clock().nanos(), this::scanSlice);
        }
    }

    private void scanSlice() {
        long end = loop.clock().nanos() + SLICE_NANOS;
        while (!scans.isEmpty() && loop.clock().nanos() - end < 0) {
            Scan next = scans.poll();
            if (!next.tree.isClosed() && follow(next.tree, next.below)) {
                next.tree.look(next.below, next.found);
            }
        }
        scanning = !scans.isEmpty();
        if (scanning) {
            loop.timers().at(loop.clock().nanos(), this::scanSlice);
        }
    }

    private boolean follow(Tree tree, String below) {
        String folder = tree.root().absolute(below);
        try {
            List<Followed> followed = byWatch.computeIfAbsent(events.add(folder), _ -> new ArrayList<>(1));
            Followed it = new Followed(tree, below);
            if (!followed.contains(it)) {
                followed.add(it);
            }
            return true;
        } catch (OsException e) {
            refused(tree, below, e);
            return false;
        }
    }

    private void refused(Tree tree, String below, OsException e) {
        if (e.errno() == Errno.ENOSPC) {
            tree.owner().problem(limitReached());
        } else if (e.errno() == Errno.EACCES) {
            tree.owner().problem(tree.root().absolute(below) + " may not be read, so it is not watched");
        } else if (below.isEmpty()) {
            missing(tree, "does not exist");
        }
    }

    private String limitReached() {
        return "only some folders are watched: the system allows no more (" + events.limit() + ", " + byWatch.size()
                + " used by Velos). Raise it with \"sysctl fs.inotify.max_user_watches=1048576\", or leave folders out"
                + " with watch_ignore, then restart the process";
    }

    /** It may come back: builds remove their folders and make them anew. */
    private void missing(Tree tree, String how) {
        if (!tree.isClosed()) {
            tree.owner().problem(tree.root().folder() + " " + how + "; it is watched as soon as it is there");
            loop.timers().at(loop.clock().nanos() + RETRY.toNanos(), () -> retry(tree));
        }
    }

    private void retry(Tree tree) {
        if (tree.isClosed()) {
            return;
        }
        if (new File(tree.root().folder()).isDirectory()) {
            tree.owner().noProblem();
            scan(tree, "", Tree.Found.NEW);
        } else {
            loop.timers().at(loop.clock().nanos() + RETRY.toNanos(), () -> retry(tree));
        }
    }

    /** Stops following a folder of a tree and all below it; whether it was followed. */
    boolean forget(Tree tree, String below) {
        String inside = below.isEmpty() ? "" : below + "/";
        boolean any = false;
        for (int watch : List.copyOf(byWatch.keySet())) {
            List<Followed> followed = byWatch.get(watch);
            any |= followed.removeIf(it -> it.tree == tree && (it.below.equals(below) || it.below.startsWith(inside)));
            if (followed.isEmpty()) {
                byWatch.remove(watch);
                events.remove(watch);
            }
        }
        return any;
    }

    void close() {
        closed = true;
        events.close();
    }
}
