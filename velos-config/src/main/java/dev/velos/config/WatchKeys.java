package dev.velos.config;

import dev.velos.core.process.Watching;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys that say which changes of files restart a process. */
final class WatchKeys {
    static final Key<Boolean> WATCH = new Key<>(
            "watch",
            Kinds.flag(),
            "Whether changes of files restart it",
            (spec, on, folder) -> spec.withWatching(it -> it.withOn(on)),
            spec -> Optional.of(spec.watching().on()));

    static final Key<List<String>> WATCH_PATHS = new Key<>(
            "watch_paths",
            new ExistingPathsKind(),
            "The folders and files that are looked at; by default its working directory",
            (spec, paths, folder) -> spec.withWatching(it -> it.withPaths(absolute(paths, folder))),
            spec -> Optional.of(spec.watching().paths()));

    static final Key<List<String>> WATCH_IGNORE = new Key<>(
            "watch_ignore",
            Kinds.texts(),
            "Patterns as in a .gitignore of files that do not count, after those of Velos",
            (spec, patterns, folder) -> spec.withWatching(it -> it.withIgnore(patterns)),
            spec -> Optional.of(spec.watching().ignore()));

    static final Key<Duration> WATCH_DELAY = new Key<>(
            "watch_delay",
            Kinds.duration(Duration.ZERO, Watching.MAX_DELAY),
            "How long nothing has to change before the restart",
            (spec, delay, folder) -> spec.withWatching(it -> it.withDelay(delay)),
            spec -> Optional.of(spec.watching().delay()));

    static final List<Key<?>> ALL = List.of(WATCH, WATCH_PATHS, WATCH_IGNORE, WATCH_DELAY);

    private WatchKeys() {}

    /** What is said of watching counts for nothing where nobody says whether to watch. */
    static void check(List<Key.Setting<?>> settings, Problems problems) {
        if (ProcessEntry.value(settings, WATCH).isPresent()) {
            return;
        }
        settings.stream()
                .filter(setting -> ALL.stream().anyMatch(key -> setting.key().is(key)))
                .findFirst()
                .ifPresent(setting -> problems.add(
                        setting.position(),
                        setting.key().name() + " has no effect, for watch is not set.",
                        "Write watch = true."));
    }

    private static List<String> absolute(List<String> paths, Path folder) {
        return paths.stream()
                .map(path -> folder.resolve(path).normalize().toString())
                .toList();
    }
}
