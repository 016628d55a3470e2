package dev.velos.daemon.os.posix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jnr.constants.platform.OpenFlags;
import jnr.ffi.Pointer;
import jnr.posix.SpawnAttribute;

/** The attributes and file actions of posix_spawn(3). Owned by the loop. */
final class SpawnSetup {
    /** Larger than posix_spawnattr_t, posix_spawn_file_actions_t and sigset_t of every system. */
    private static final int OPAQUE_BYTES = 1024;

    private static final int SETSID = Unix.IS_LINUX ? 0x80 : 0x0400;
    /** macOS: only descriptors that the actions made are passed on. */
    private static final int CLOEXEC_DEFAULT = Unix.IS_BSD ? 0x4000 : 0;

    private static final int READ_WRITE = OpenFlags.O_RDWR.intValue() | OpenFlags.O_NOCTTY.intValue();

    private final Unix system;
    private final Pointer attributes;
    private final Pointer actions;
    private final boolean canCloseFrom;
    private final List<ByteBuffer> texts = new ArrayList<>();

    SpawnSetup(Unix system) {
        this.system = system;
        actions = system.allocate(OPAQUE_BYTES);
        attributes = attributes();
        canCloseFrom = canCloseFrom();
    }

    /**
     * New session, default dispositions, empty mask: the JVM's own settings must not reach the program. SpawnAttribute
     * of jnr-posix refuses the two signal sets, so the functions under it are called.
     */
    private Pointer attributes() {
        Pointer result = system.allocate(OPAQUE_BYTES);
        Pointer signals = system.allocate(OPAQUE_BYTES);
        system.unix.posix_spawnattr_init(result);
        system.libc.sigemptyset(signals);
        system.unix.posix_spawnattr_setsigmask(result, signals);
        fill(signals);
        system.unix.posix_spawnattr_setsigdefault(result, signals);
        int flags = SETSID | SpawnAttribute.SETSIGDEF | SpawnAttribute.SETSIGMASK | CLOEXEC_DEFAULT;
        system.unix.posix_spawnattr_setflags(result, (short) flags);
        return result;
    }

    /** sigfillset of glibc leaves out its own two signals, 32 and 33, which the program would then find ignored. */
    private void fill(Pointer signals) {
        if (Unix.IS_LINUX) {
            signals.setMemory(0, OPAQUE_BYTES, (byte) 0xff);
        } else {
            system.libc.sigfillset(signals);
        }
    }

    private boolean canCloseFrom() {
        system.unix.posix_spawn_file_actions_init(actions);
        try {
            return system.libc.posix_spawn_file_actions_addclosefrom_np(actions, 3) == 0;
        } catch (UnsatisfiedLinkError e) {
            return false; // an older C library, or macOS, which has CLOEXEC_DEFAULT
        } finally {
            system.unix.posix_spawn_file_actions_destroy(actions);
        }
    }

    void begin() {
        system.unix.posix_spawn_file_actions_init(actions);
    }

    void openNull(int descriptor) {
        system.unix.posix_spawn_file_actions_addopen(actions, descriptor, text("/dev/null"), READ_WRITE, 0);
    }

    void openPipe(int descriptor, String path) {
        system.unix.posix_spawn_file_actions_addopen(actions, descriptor, text(path), READ_WRITE, 0);
    }

    void duplicate(int handle, int descriptor) {
        system.unix.posix_spawn_file_actions_adddup2(actions, handle, descriptor);
    }

    void enter(String directory) {
        system.libc.posix_spawn_file_actions_addchdir_np(actions, text(directory));
    }

    /** A C string that stays until {@link #end}: not every C library copies the paths that it is given. */
    private ByteBuffer text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer memory = ByteBuffer.allocateDirect(bytes.length + 1);
        memory.put(bytes).put((byte) 0).flip();
        texts.add(memory);
        return memory;
    }

    /** The program will have no descriptor from this one on. */
    void closeFrom(int descriptor) {
        if (canCloseFrom) {
            system.libc.posix_spawn_file_actions_addclosefrom_np(actions, descriptor);
        } else if (CLOEXEC_DEFAULT == 0) {
            system.closeAllOnExec(descriptor);
        }
    }

    Pointer attributesPointer() {
        return attributes;
    }

    Pointer actionsPointer() {
        return actions;
    }

    void end() {
        system.unix.posix_spawn_file_actions_destroy(actions);
        texts.clear();
    }
}
