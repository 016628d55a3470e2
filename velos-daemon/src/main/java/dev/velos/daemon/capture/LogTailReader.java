package dev.velos.daemon.capture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads the end of a log file. Stateless. */
final class LogTailReader {
    private static final int MAX_BYTES = 64 << 10;

    private LogTailReader() {}

    /** The last lines of a file from an offset on, at most {@code count} and 64 KiB; none where it cannot be read. */
    static List<String> last(Path file, long fromOffset, int count) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long from = fromOffset > log.length() ? 0 : fromOffset; // rotated, or emptied, since
            long start = Math.max(from, log.length() - MAX_BYTES);
            byte[] bytes = new byte[(int) Math.max(0, log.length() - start)];
            log.seek(start);
            log.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
            if (text.isEmpty()) {
                return List.of();
            }
            String[] lines = text.split("\n");
            return Arrays.asList(lines).subList(Math.max(0, lines.length - count), lines.length);
        } catch (IOException e) {
            return List.of(); // nothing was written yet
        }
    }

    /** Whether the file's last byte ends a line; an empty or missing file does. */
    static boolean endsLine(Path file) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long length = log.length();
            if (length == 0) {
                return true;
            }
            log.seek(length - 1);
            return log.read() == '\n';
        } catch (IOException e) {
            return true; // nothing there to cut
        }
    }
}
