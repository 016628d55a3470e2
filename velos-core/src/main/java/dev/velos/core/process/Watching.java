package dev.velos.core.process;

import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.util.List;

/**
 * Whether changes of files restart a process.
 *
 * @param on whether they do
 * @param paths absolute paths of the folders and files that are looked at; empty means the working directory
 * @param ignore patterns as in a .gitignore, after those that Velos has itself
 * @param delay how long nothing has to change before the restart; at most an hour
 */
public record Watching(boolean on, List<String> paths, List<String> ignore, Duration delay) {
    public static final Duration MAX_DELAY = Duration.ofHours(1);
    public static final Watching OFF = new Watching(false, List.of(), List.of(), Duration.ofMillis(200));

    public Watching {
        paths = List.copyOf(paths);
        ignore = List.copyOf(ignore);
        paths.forEach(path -> Program.requireNoNul("watch_paths", path));
        ignore.forEach(pattern -> Program.requireNoNul("watch_ignore", pattern));
        if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
            throw new IllegalArgumentException("watch_delay " + Durations.text(delay));
        }
    }

    public Watching withOn(boolean other) {
        return new Watching(other, paths, ignore, delay);
    }

    public Watching withPaths(List<String> other) {
        return new Watching(on, other, ignore, delay);
    }

    public Watching withIgnore(List<String> other) {
        return new Watching(on, paths, other, delay);
    }

    public Watching withDelay(Duration other) {
        return new Watching(on, paths, ignore, other);
    }

    Fields toFields() {
        return Fields.builder()
                .put("on", on)
                .putTexts("paths", paths)
                .putTexts("ignore", ignore)
                .put("delay_ms", delay.toMillis())
                .build();
    }

    static Watching of(Fields fields) {
        return new Watching(
                fields.flag("on", OFF.on),
                fields.texts("paths"),
                fields.texts("ignore"),
                Duration.ofMillis(fields.integer("delay_ms", OFF.delay.toMillis())));
    }
}
