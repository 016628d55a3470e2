package dev.velos.daemon.os.linux;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes pages of files that are only read, the JVM's code and the AOT cache above all, out of this process's resident
 * set. Most of what a start needs is never needed again: 20 MB; what is, comes back from the page cache by a minor
 * fault for 16 pages. Stateless.
 *
 * <p>A page that the process has a copy of, as where the loader has relocated addresses before it made them read-only,
 * would be lost; so a mapping is left alone unless proc_pid_pagemap(5) says of every page that it is the file's.
 */
final class ResidentPages {
    private static final Logger LOG = LoggerFactory.getLogger(ResidentPages.class);

    /** Smaller mappings are not worth the look. */
    private static final long MIN_BYTES = 256 << 10;

    private static final int ENTRY_BYTES = Long.BYTES;
    private static final long PRESENT_OR_SWAPPED = 0b11L << 62;
    private static final long OF_A_FILE = 1L << 61;

    private ResidentPages() {}

    /** A line of proc_pid_maps(5): addresses, and whether its pages come from a file and are not written to. */
    record Mapping(long from, long to, boolean isReadOnlyFile) {
        static Mapping of(String line) {
            int dash = line.indexOf('-');
            int space = line.indexOf(' ');
            String rights = line.substring(space + 1, space + 5);
            return new Mapping(
                    Long.parseUnsignedLong(line, 0, dash, 16),
                    Long.parseUnsignedLong(line, dash + 1, space, 16),
                    rights.charAt(1) == '-' && rights.charAt(3) == 'p' && line.indexOf('/') > 0);
        }

        long bytes() {
            return to - from;
        }
    }

    /** Does nothing where the system does not tell. */
    static void drop(Native library, Path proc) {
        MemorySegment madvise = Native.function("madvise");
        long pageBytes = library.call(Native.function("sysconf"), Flags.SC_PAGESIZE, 0, 0);
        try (FileChannel pagemap = FileChannel.open(proc.resolve("pagemap"))) {
            for (String line : Files.readAllLines(proc.resolve("maps"))) {
                Mapping mapping = Mapping.of(line);
                boolean worthwhile = mapping.isReadOnlyFile() && mapping.bytes() >= MIN_BYTES;
                if (worthwhile && isAllOfTheFile(pagemap, mapping, pageBytes)) {
                    // Else one fault brings two megabytes back where the page cache holds them as one folio.
                    library.call(madvise, mapping.from(), mapping.bytes(), Flags.MADV_NOHUGEPAGE);
                    library.call(madvise, mapping.from(), mapping.bytes(), Flags.MADV_DONTNEED);
                }
            }
        } catch (IOException e) {
            LOG.debug("The resident set stays as it is: {}", e.getMessage());
        }
    }

    private static boolean isAllOfTheFile(FileChannel pagemap, Mapping mapping, long pageBytes) throws IOException {
        ByteBuffer entries = ByteBuffer.allocate((int) (mapping.bytes() / pageBytes) * ENTRY_BYTES)
                .order(ByteOrder.nativeOrder());
        long at = mapping.from() / pageBytes * ENTRY_BYTES;
        while (entries.hasRemaining()) {
            if (pagemap.read(entries, at + entries.position()) <= 0) {
                return false;
            }
        }
        return areOfAFile(entries.flip());
    }

    static boolean areOfAFile(ByteBuffer entries) {
        while (entries.hasRemaining()) {
            long entry = entries.getLong();
            if ((entry & PRESENT_OR_SWAPPED) != 0 && (entry & OF_A_FILE) == 0) {
                return false;
            }
        }
        return true;
    }
}
