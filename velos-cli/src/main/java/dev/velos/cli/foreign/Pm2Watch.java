package dev.velos.cli.foreign;

import dev.velos.config.ConfigDraft;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What an app of PM2 watches. What is dealt with is taken out of it. */
final class Pm2Watch {
    private Pm2Watch() {}

    /** @param path how the velos.toml names a file */
    static void write(Map<String, Object> app, Path source, ConfigDraft.Entry process, Function<Path, String> path) {
        Object watch = app.remove("watch");
        List<String> ignore =
                Values.words(Optional.ofNullable(app.remove("ignore_watch")).orElse(List.of()));
        Object delay = app.remove("watch_delay");
        app.remove("watch_options");
        if (watch == null || Boolean.FALSE.equals(watch)) {
            return;
        }
        process.flag("watch", true);
        List<String> paths = Boolean.TRUE.equals(watch) ? List.of() : Values.words(watch);
        List<String> existing = paths.stream()
                .map(source::resolve)
                .filter(Files::exists)
                .map(path)
                .toList();
        if (!existing.isEmpty()) {
            process.texts("watch_paths", existing);
        }
        if (!ignore.isEmpty()) {
            process.texts("watch_ignore", ignore.stream().map(Pm2Watch::pattern).toList());
        }
        Values.number(delay == null ? "" : delay)
                .filter(millis -> millis > 0)
                .ifPresent(millis -> process.text("watch_delay", millis + "ms"));
    }

    private static String pattern(String pm2) {
        return pm2.startsWith("./") ? pm2.substring(1) : pm2;
    }
}
