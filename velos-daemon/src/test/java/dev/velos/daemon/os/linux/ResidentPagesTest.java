package dev.velos.daemon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.os.linux.ResidentPages.Mapping;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentPagesTest {
    private static final int BYTES = 1 << 20;
    private static final int PROT_READ = 1;
    private static final Path SELF = Path.of("/proc/self");

    @TempDir
    Path folder;

    private final Native library = new Native();

    @Test
    void pagesOfAFile_leaveTheResidentSetAndComeBack() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = map(arena, MapMode.PRIVATE);
            readOnly(memory);
            assertThat(sum(memory)).isEqualTo(BYTES);
            assertThat(residentKiB(memory)).isEqualTo(BYTES / 1024);
            ResidentPages.drop(library, SELF);
            assertThat(residentKiB(memory)).isZero();
            assertThat(sum(memory)).isEqualTo(BYTES);
        }
    }

    /** As those that the loader relocates. */
    @Test
    void pagesThatWereWrittenToBeforeTheyBecameReadOnly_stay() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = map(arena, MapMode.PRIVATE);
            memory.set(ValueLayout.JAVA_BYTE, BYTES / 2, (byte) 42);
            readOnly(memory);
            ResidentPages.drop(library, SELF);
            assertThat(memory.get(ValueLayout.JAVA_BYTE, BYTES / 2)).isEqualTo((byte) 42);
        }
    }

    @Test
    void pagesThatCanBeWrittenTo_stay() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = map(arena, MapMode.PRIVATE);
            memory.set(ValueLayout.JAVA_BYTE, 0, (byte) 42);
            ResidentPages.drop(library, SELF);
            assertThat(memory.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 42);
        }
    }

    @Test
    void systemThatDoesNotTell_isLeftAlone() {
        ResidentPages.drop(library, folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void mappings_areReadFromTheirLines() {
        Mapping code = Mapping.of("7f0000000000-7f0000a00000 r-xp 00001000 fe:00 42      /usr/lib/libjvm.so");
        assertThat(code.bytes()).isEqualTo(0xa00000);
        assertThat(code.isReadOnlyFile()).isTrue();
        assertThat(Mapping.of("7f0000000000-7f0000a00000 rw-p 00001000 fe:00 42 /x")
                        .isReadOnlyFile())
                .isFalse();
        assertThat(Mapping.of("7f0000000000-7f0000a00000 r--s 00001000 fe:00 42 /x")
                        .isReadOnlyFile())
                .isFalse();
        assertThat(Mapping.of("7f0000000000-7f0000a00000 r--p 00000000 00:00 0 ")
                        .isReadOnlyFile())
                .isFalse();
        assertThat(Mapping.of("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]")
                        .bytes())
                .isEqualTo(0x1000);
    }

    @Test
    void entries_areOfAFileUnlessOneIsACopyOrSwapped() {
        long ofAFile = 1L << 63 | 1L << 61;
        assertThat(ResidentPages.areOfAFile(entries(0, ofAFile, 0))).isTrue();
        assertThat(ResidentPages.areOfAFile(entries(ofAFile, 1L << 63))).isFalse();
        assertThat(ResidentPages.areOfAFile(entries(ofAFile, 1L << 62))).isFalse();
    }

    private static ByteBuffer entries(long... values) {
        ByteBuffer entries = ByteBuffer.allocate(values.length * Long.BYTES);
        for (long value : values) {
            entries.putLong(value);
        }
        return entries.flip();
    }

    private MemorySegment map(Arena arena, MapMode mode) throws IOException {
        Path file = folder.resolve("file");
        byte[] ones = new byte[BYTES];
        Arrays.fill(ones, (byte) 1);
        Files.write(file, ones);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(mode, 0, BYTES, arena);
        }
    }

    private void readOnly(MemorySegment memory) {
        assertThat(library.callInt(Native.function("mprotect"), memory.address(), BYTES, PROT_READ))
                .isZero();
    }

    private static long sum(MemorySegment memory) {
        long sum = 0;
        for (long i = 0; i < BYTES; i++) {
            sum += memory.get(ValueLayout.JAVA_BYTE, i);
        }
        return sum;
    }

    private static long residentKiB(MemorySegment memory) throws IOException {
        boolean here = false;
        for (String line : Files.readAllLines(SELF.resolve("smaps"))) {
            here |= line.startsWith(Long.toHexString(memory.address()) + "-");
            if (here && line.startsWith("Rss:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new AssertionError("no such mapping");
    }
}
