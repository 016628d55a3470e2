package dev.velos.daemon.os.linux;

import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.FolderEvents;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.Poller;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** inotify(7). Owned by the loop. */
final class Inotify implements FolderEvents {
    private static final int BUFFER_BYTES = 64 << 10;

    /** struct inotify_event: wd, mask, cookie, length of the name, then the name padded with NULs. */
    private static final int HEADER_BYTES = 16;

    private static final int MASK_OFFSET = 4;
    private static final int LENGTH_OFFSET = 12;

    private static final int IN_CLOSE_WRITE = 0x8;
    private static final int IN_MOVED_FROM = 0x40;
    private static final int IN_MOVED_TO = 0x80;
    private static final int IN_CREATE = 0x100;
    private static final int IN_DELETE = 0x200;
    private static final int IN_MOVE_SELF = 0x800;
    private static final int IN_Q_OVERFLOW = 0x4000;
    private static final int IN_IGNORED = 0x8000;
    private static final int IN_ONLYDIR = 0x01000000;
    private static final int IN_DONT_FOLLOW = 0x02000000;
    private static final int IN_EXCL_UNLINK = 0x04000000;
    private static final int IN_ISDIR = 0x40000000;

    /** Not IN_MODIFY: a file is looked at when whoever writes it is done, and a busy log is no flood of events. */
    private static final int WANTED = IN_CLOSE_WRITE
            | IN_MOVED_FROM
            | IN_MOVED_TO
            | IN_CREATE
            | IN_DELETE
            | IN_MOVE_SELF
            | IN_ONLYDIR
            | IN_DONT_FOLLOW
            | IN_EXCL_UNLINK;

    private final Native library;
    private final Poller poller;
    private final int handle;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory = arena.allocate(BUFFER_BYTES, 16);
    private final ByteBuffer buffer = memory.asByteBuffer().order(ByteOrder.nativeOrder());
    private final MemorySegment read = Native.function("read");
    private final MemorySegment addWatch = Native.function("inotify_add_watch");

    private Inotify(Native library, Poller poller, int handle) {
        this.library = library;
        this.poller = poller;
        this.handle = handle;
    }

    static Inotify open(Native library, Poller poller) throws OsException {
        int handle = library.callInt(Native.function("inotify_init1"), Flags.O_NONBLOCK | Flags.O_CLOEXEC, 0, 0);
        if (handle < 0) {
            throw library.failure("inotify_init1 (" + limit("max_user_instances") + ")");
        }
        return new Inotify(library, poller, handle);
    }

    @Override
    public void onReady(Runnable ready) {
        poller.add(handle, Poller.READ, _ -> {
            poller.change(handle, 0);
            ready.run();
        });
    }

    @Override
    public void rearm() {
        poller.change(handle, Poller.READ);
    }

    @Override
    public int add(String folder) throws OsException {
        int watch = library.callInt(addWatch, handle, library.text(folder), WANTED);
        if (watch < 0) {
            throw library.failure("watch " + folder);
        }
        return watch;
    }

    @Override
    public void remove(int watch) {
        library.callInt(Native.function("inotify_rm_watch"), handle, watch, 0);
    }

    @Override
    public boolean read(Listener listener) throws OsException {
        boolean any = false;
        while (true) {
            int count = (int) library.call(read, handle, memory.address(), BUFFER_BYTES);
            if (count > 0) {
                any = true;
                tellAll(count, listener);
            } else if (library.errno() == Errno.EAGAIN) {
                return any;
            } else if (library.errno() != Errno.EINTR) {
                throw library.failure("read what has changed");
            }
        }
    }

    private void tellAll(int count, Listener listener) {
        for (int at = 0; at < count; ) {
            int mask = buffer.getInt(at + MASK_OFFSET);
            int length = buffer.getInt(at + LENGTH_OFFSET);
            tell(at, mask, length, listener);
            at += HEADER_BYTES + length;
        }
    }

    private void tell(int at, int mask, int length, Listener listener) {
        int watch = buffer.getInt(at);
        if ((mask & IN_Q_OVERFLOW) != 0) {
            listener.overflowed();
        } else if ((mask & IN_IGNORED) != 0) {
            listener.ended(watch);
        } else if ((mask & IN_MOVE_SELF) != 0) {
            listener.moved(watch);
        } else if (length > 0 && (mask & (IN_ISDIR | IN_DELETE)) != (IN_ISDIR | IN_DELETE)) {
            listener.happened(watch, change(mask), () -> name(at + HEADER_BYTES, length));
        }
    }

    private static Change change(int mask) {
        boolean gone = (mask & (IN_DELETE | IN_MOVED_FROM)) != 0;
        if ((mask & IN_ISDIR) != 0) {
            return gone ? Change.FOLDER_MOVED_AWAY : Change.FOLDER_APPEARED;
        }
        if (gone) {
            return Change.FILE_GONE;
        }
        return (mask & IN_CLOSE_WRITE) != 0 ? Change.FILE_WRITTEN : Change.FILE_APPEARED;
    }

    private String name(int from, int length) {
        byte[] bytes = new byte[length];
        buffer.get(from, bytes);
        int end = length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    @Override
    public String limit() {
        return limit("max_user_watches");
    }

    private static String limit(String name) {
        try {
            return "fs.inotify." + name + " = "
                    + Files.readString(Path.of("/proc/sys/fs/inotify", name)).strip();
        } catch (IOException e) {
            return "fs.inotify." + name;
        }
    }

    @Override
    public void close() {
        poller.remove(handle);
        library.callInt(Native.function("close"), handle, 0, 0);
        arena.close();
    }
}
