package dev.velos.daemon.os.linux;

import dev.velos.daemon.os.Environment;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The words and the environment of a program as {@code char *const[]}, each ended by NULL. Owned by the loop.
 *
 * <p>They are laid out for each program while nothing of the daemon is compiled yet, so that few steps count: what
 * programs have in common stays in place until another list of it comes.
 */
final class ProgramTexts {
    private static final String END = "\0";
    private static final int USUAL_BYTES = 16 << 10;
    private static final int POINTER_BYTES = Long.BYTES;

    /** Texts behind each other, each with its end, and where each begins. */
    private static final class Block {
        static final Block NONE = new Block(new byte[0], new int[0]);

        private final byte[] bytes;
        private final int[] starts;

        private Block(byte[] bytes, int[] starts) {
            this.bytes = bytes;
            this.starts = starts;
        }

        static Block of(List<String> texts) {
            if (texts.isEmpty()) {
                return NONE;
            }
            String joined = String.join(END, texts) + END;
            byte[] bytes = joined.getBytes(StandardCharsets.UTF_8);
            boolean isAscii = bytes.length == joined.length();
            int[] starts = new int[texts.size()];
            int start = 0;
            for (int i = 0; i < starts.length; i++) {
                starts[i] = start;
                String text = texts.get(i);
                start += 1 + (isAscii ? text.length() : text.getBytes(StandardCharsets.UTF_8).length);
            }
            return new Block(bytes, starts);
        }

        int pointerBytes() {
            return starts.length * POINTER_BYTES;
        }
    }

    /** Addresses of the two arrays, good until the next program and as long as these texts are reachable. */
    record Place(long argv, long environment) {}

    private List<String> common = List.of();
    private Block commonBlock = Block.NONE;
    private long[] commonAddresses = {};
    private ByteBuffer memory = ByteBuffer.allocateDirect(0);
    private long address;

    Place lay(List<String> argv, Environment environment) {
        Block words = Block.of(argv);
        Block own = Block.of(environment.own());
        boolean isInPlace = keep(environment.common());
        int needed = commonBlock.bytes.length
                + words.bytes.length
                + own.bytes.length
                + commonBlock.pointerBytes()
                + words.pointerBytes()
                + own.pointerBytes()
                + 4 * POINTER_BYTES; // two ends, two alignments
        if (needed > memory.capacity() || memory.capacity() > USUAL_BYTES && memory.capacity() > 4 * needed) {
            memory = ByteBuffer.allocateDirect(Math.max(USUAL_BYTES, needed)).order(ByteOrder.nativeOrder());
            address = MemorySegment.ofBuffer(memory).address();
            isInPlace = false;
        }
        memory.position(isInPlace ? commonBlock.bytes.length : 0);
        if (!isInPlace) {
            commonAddresses = addresses(commonBlock, new long[0], 0);
        }
        long argvAt = pointers(addresses(words, new long[0], 1));
        return new Place(argvAt, pointers(addresses(own, commonAddresses, 1)));
    }

    /** Whether that is what lies in front already. */
    @SuppressWarnings("ReferenceEquality") // equal lists are one list here, and comparing them is what this saves
    private boolean keep(List<String> entries) {
        if (entries == common) {
            return true;
        }
        common = entries;
        commonBlock = Block.of(entries);
        return false;
    }

    /** Puts the texts there, and gives the addresses in front, then theirs, then room for some more. */
    private long[] addresses(Block block, long[] front, int more) {
        long base = address + memory.position();
        memory.put(block.bytes);
        long[] all = Arrays.copyOf(front, front.length + block.starts.length + more);
        for (int i = 0; i < block.starts.length; i++) {
            all[front.length + i] = base + block.starts[i];
        }
        return all;
    }

    private long pointers(long[] addresses) {
        int at = (memory.position() + POINTER_BYTES - 1) & -POINTER_BYTES;
        memory.position(at).asLongBuffer().put(addresses);
        memory.position(at + addresses.length * POINTER_BYTES);
        return address + at;
    }
}
