package dev.velos.daemon.os.fake;

import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.FolderEvents;
import dev.velos.daemon.os.OsException;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Watches of real folders whose events a test makes up. */
public final class FakeFolders implements FolderEvents {
    private final Map<String, Integer> watches = new TreeMap<>();
    private final List<Consumer<Listener>> waiting = new ArrayList<>();
    private Runnable ready = () -> {};
    private boolean armed;
    private boolean open;
    private int last;
    private int most = Integer.MAX_VALUE;

    /** The folders that are watched. */
    public List<String> watched() {
        return List.copyOf(watches.keySet());
    }

    public boolean isOpen() {
        return open;
    }

    /** No more than so many watches are allowed. */
    public void allow(int watchesAtMost) {
        most = watchesAtMost;
    }

    /** Something happens in a watched folder. */
    public void happen(String folder, Change change, String name) {
        int watch = watches.get(folder);
        wait(listener -> listener.happened(watch, change, () -> name));
    }

    /** A watched folder is removed. */
    public void end(String folder) {
        int watch = watches.remove(folder);
        wait(listener -> listener.ended(watch));
    }

    public void overflow() {
        wait(Listener::overflowed);
    }

    private void wait(Consumer<Listener> event) {
        waiting.add(event);
        if (armed) {
            armed = false;
            ready.run();
        }
    }

    @Override
    public void onReady(Runnable newReady) {
        ready = newReady;
        armed = true;
        open = true;
    }

    @Override
    public void rearm() {
        armed = true;
    }

    @Override
    public int add(String folder) throws OsException {
        if (!new File(folder).isDirectory()) {
            throw new OsException("watch " + folder, Errno.ENOENT, "No such file or directory");
        }
        if (!watches.containsKey(folder) && watches.size() >= most) {
            throw new OsException("watch " + folder, Errno.ENOSPC, "No space left on device");
        }
        return watches.computeIfAbsent(folder, _ -> ++last);
    }

    @Override
    public void remove(int watch) {
        watches.values().remove(watch);
    }

    @Override
    public boolean read(Listener listener) {
        List<Consumer<Listener>> events = List.copyOf(waiting);
        waiting.clear();
        events.forEach(event -> event.accept(listener));
        return !events.isEmpty();
    }

    @Override
    public String limit() {
        return "fs.inotify.max_user_watches = " + most;
    }

    @Override
    public void close() {
        watches.clear();
        waiting.clear();
        open = false;
        armed = false;
    }
}
