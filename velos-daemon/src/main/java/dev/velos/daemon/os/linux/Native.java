package dev.velos.daemon.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.velos.daemon.os.OsException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Calls functions of the C library. Owned by the loop: the place for errno is shared by all calls.
 *
 * <p>Every function is called through one shape, six longs to a long, whatever its C prototype: the calling
 * conventions of x86-64 and AArch64 Linux pass integers and pointers alike in the first six registers, and ignore
 * those that a function does not take. One shape means one generated stub: 12 ms of start-up against 42 ms with a
 * shape for each function, and 4 MB less memory (docs/decisions/0002). A function that returns an int leaves the
 * upper half of the register undefined, so {@link #callInt} cuts it off.
 */
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = LINKER.defaultLookup();
    private static final MethodHandle CALL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));

    /** Nearly every text is a path. */
    private static final int PATH_BYTES = 4096;

    private final Arena arena = Arena.global(); // a call need not take a hold of it
    private final MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
    private final MemorySegment strerror = function("strerror");
    private ByteBuffer textBytes = ByteBuffer.allocate(0);
    private long textAddress;

    /** The function of that name, which every C library of Linux has. */
    static MemorySegment function(String name) {
        return optionalFunction(name)
                .orElseThrow(() -> new IllegalStateException("the C library has no function " + name));
    }

    static Optional<MemorySegment> optionalFunction(String name) {
        return LIBRARY.find(name);
    }

    /**
     * A text as C has it, at a place that is good until the next one. What is made for each program is made while
     * nothing of the daemon is compiled, and then a segment of its own for each text takes five times as long.
     */
    long text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= textBytes.capacity()) {
            useForTexts(Math.max(PATH_BYTES, 2 * bytes.length));
        }
        textBytes.put(0, bytes).put(bytes.length, (byte) 0);
        return textAddress;
    }

    private void useForTexts(int bytes) {
        MemorySegment memory = allocate(bytes);
        textBytes = memory.asByteBuffer();
        textAddress = memory.address();
    }

    /** Memory that lives as long as the daemon. */
    MemorySegment allocate(long bytes) {
        return arena.allocate(bytes, 16);
    }

    long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) CALL.invokeExact(function, errno, a, b, c, d, e, f);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a downcall throws nothing checked", impossible);
        }
    }

    long call(MemorySegment function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    int callInt(MemorySegment function, long a, long b, long c, long d) {
        return (int) call(function, a, b, c, d, 0, 0);
    }

    int callInt(MemorySegment function, long a, long b, long c) {
        return (int) call(function, a, b, c, 0, 0, 0);
    }

    /** The reason of the last call that failed. */
    int errno() {
        return errno.get(ValueLayout.JAVA_INT, 0);
    }

    /** That reason as an exception about {@code what}. */
    OsException failure(String what) {
        int number = errno();
        return new OsException(what, number, describe(number));
    }

    /** {@code No such file or directory} for 2. */
    String describe(int number) {
        long text = call(strerror, number, 0, 0);
        return MemorySegment.ofAddress(text).reinterpret(256).getString(0);
    }
}
