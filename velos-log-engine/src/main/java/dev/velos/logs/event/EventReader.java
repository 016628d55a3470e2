package dev.velos.logs.event;

import dev.velos.core.event.Event;
import dev.velos.core.event.EventLine;
import dev.velos.core.home.VelosHome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the event log of a home: what has happened, and then what comes. Keeps its place in the file, so that no event
 * is missed or read twice, whatever becomes of the daemon. Owned by the thread that made it.
 */
public final class EventReader implements AutoCloseable {
    private final Path path;
    private Optional<RandomAccessFile> file = Optional.empty();
    private Object fileKey = "";
    private long offset;

    public EventReader(VelosHome home) {
        path = home.events();
    }

    /** One that gives only what comes from now on. */
    public static EventReader fromNow(VelosHome home) {
        EventReader reader = new EventReader(home);
        try {
            reader.last(0, 0, _ -> false);
        } catch (IOException e) {
            // it cannot be read now, which the next look tells
            return reader;
        }
        return reader;
    }

    /**
     * The last events that are wanted, oldest first; what {@link #poll} gives follows them.
     *
     * @param sinceMillis none is older, in milliseconds since 1970
     */
    public List<Event> last(int count, long sinceMillis, Predicate<Event> wanted) throws IOException {
        Deque<Event> found = new ArrayDeque<>();
        boolean more = addLast(lines(), count, sinceMillis, wanted, found);
        for (int n = 1; more && Files.exists(VelosHome.rotated(path, n)); n++) {
            String text = Files.readString(VelosHome.rotated(path, n));
            more = addLast(List.of(text.split("\n")), count, sinceMillis, wanted, found);
        }
        return List.copyOf(found);
    }

    /** Whether older ones may be wanted, too. Only as many lines are parsed as are needed. */
    private static boolean addLast(
            List<String> lines, int count, long sinceMillis, Predicate<Event> wanted, Deque<Event> found) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (found.size() >= count) {
                return false;
            }
            Optional<Event> event = EventLine.parse(lines.get(i));
            if (event.isPresent() && event.get().atMillis() < sinceMillis) {
                return false;
            }
            event.filter(wanted).ifPresent(found::addFirst);
        }
        return found.size() < count;
    }

    /** The events that were written since the last look, oldest first. */
    public List<Event> poll() throws IOException {
        List<Event> events = new ArrayList<>();
        List<String> lines = lines();
        while (!lines.isEmpty()) {
            for (String line : lines) {
                EventLine.parse(line).ifPresent(events::add);
            }
            lines = lines();
        }
        return events;
    }

    /** The whole lines from here on: to the end of this file first, then of the one that has taken its place. */
    private List<String> lines() throws IOException {
        List<String> rest = restOfFile();
        if (rest.isEmpty() && isReplaced()) {
            open();
            rest = restOfFile();
        }
        return rest;
    }

    private List<String> restOfFile() throws IOException {
        if (file.isEmpty() || file.get().length() <= offset) {
            return List.of();
        }
        byte[] bytes = new byte[(int) (file.get().length() - offset)];
        file.get().seek(offset);
        file.get().readFully(bytes);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        offset += end;
        return end == 0 ? List.of() : List.of(new String(bytes, 0, end, StandardCharsets.UTF_8).split("\n"));
    }

    private boolean isReplaced() throws IOException {
        return Files.exists(path) && !keyOf(path).equals(fileKey);
    }

    private void open() throws IOException {
        close();
        fileKey = keyOf(path);
        offset = 0;
        file = Optional.of(new RandomAccessFile(path.toFile(), "r"));
    }

    private static Object keyOf(Path path) throws IOException {
        return String.valueOf(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
            file = Optional.empty();
        }
    }
}
