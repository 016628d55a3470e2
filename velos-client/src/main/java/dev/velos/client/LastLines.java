package dev.velos.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a short text log. */
final class LastLines {
    private static final int WINDOW_BYTES = 8 * 1024;

    private LastLines() {}

    /** At most {@code count} last lines that are not blank; none where the file cannot be read. */
    static List<String> of(Path file, int count) {
        try (FileChannel channel = FileChannel.open(file)) {
            long start = Math.max(0, channel.size() - WINDOW_BYTES);
            ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
            channel.read(window, start);
            String text = new String(window.array(), 0, window.position(), StandardCharsets.UTF_8);
            List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
            List<String> whole = start > 0 && lines.size() > 1 ? lines.subList(1, lines.size()) : lines;
            return List.copyOf(whole.subList(Math.max(0, whole.size() - count), whole.size()));
        } catch (IOException e) {
            // a log that is missing or unreadable has no last lines; the caller's message stands without them
            return List.of();
        }
    }
}
