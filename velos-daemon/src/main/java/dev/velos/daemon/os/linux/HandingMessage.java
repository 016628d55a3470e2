package dev.velos.daemon.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * A message of one byte that carries a descriptor: the structs msghdr, iovec and cmsghdr of 64-bit Linux, in a row.
 * Owned by the thread that sends it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7), SCM_RIGHTS</a>
 */
final class HandingMessage {
    private static final int VECTOR_AT = 56;
    private static final int CONTROL_AT = 72;
    private static final int CONTROL_BYTES = 24;
    private static final int CONTROL_LENGTH = 20;
    private static final int WORD_AT = CONTROL_AT + CONTROL_BYTES;

    final MemorySegment sendmsg = Native.function("sendmsg");
    private final MemorySegment bytes;

    HandingMessage(Native library) {
        bytes = library.allocate(WORD_AT + 1);
        bytes.fill((byte) 0);
        bytes.set(JAVA_LONG, 16, bytes.address() + VECTOR_AT); // msg_iov
        bytes.set(JAVA_LONG, 24, 1); // msg_iovlen
        bytes.set(JAVA_LONG, 32, bytes.address() + CONTROL_AT); // msg_control
        bytes.set(JAVA_LONG, 40, CONTROL_BYTES); // msg_controllen
        bytes.set(JAVA_LONG, VECTOR_AT, bytes.address() + WORD_AT); // iov_base
        bytes.set(JAVA_LONG, VECTOR_AT + 8, 1); // iov_len
        bytes.set(JAVA_LONG, CONTROL_AT, CONTROL_LENGTH); // cmsg_len
        bytes.set(JAVA_INT, CONTROL_AT + 8, Flags.SOL_SOCKET); // cmsg_level
        bytes.set(JAVA_INT, CONTROL_AT + 12, Flags.SCM_RIGHTS); // cmsg_type
    }

    /** Where it lies in memory, with that byte and that descriptor in it. */
    long of(byte word, int descriptor) {
        bytes.set(JAVA_INT, CONTROL_AT + 16, descriptor);
        bytes.set(JAVA_BYTE, WORD_AT, word);
        return bytes.address();
    }
}
