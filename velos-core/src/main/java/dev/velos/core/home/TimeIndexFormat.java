package dev.velos.core.home;

/**
 * The file beside a log that says when its bytes arrived: entries of 16 bytes, offset (i64 big-endian) and epoch
 * microseconds (i64 big-endian), in rising order. An entry holds for the bytes from its offset to the next entry's;
 * of two entries with one offset the later counts. Offsets beyond the log's end, or a torn last entry, are to be
 * ignored: the entry is written before the bytes.
 */
public final class TimeIndexFormat {
    /** Size of one entry. */
    public static final int ENTRY_BYTES = 16;

    private TimeIndexFormat() {}
}
