package dev.velos.cli.command;

import dev.velos.core.process.Watching;
import dev.velos.core.quantity.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the options of {@code velos start} say of watching. */
final class WatchOptions {
    private static final List<String> OF_WATCHING = List.of("--watch-path", "--watch-ignore", "--watch-delay");

    private WatchOptions() {}

    static Watching of(Arguments arguments, Path cwd) {
        if (!arguments.flag("--watch")) {
            refuseWithoutWatch(arguments);
            return Watching.OFF;
        }
        List<String> paths = arguments.texts("--watch-path").stream()
                .map(path -> existing(path, cwd))
                .toList();
        return Watching.OFF
                .withOn(true)
                .withPaths(paths)
                .withIgnore(arguments.texts("--watch-ignore"))
                .withDelay(
                        arguments.text("--watch-delay").map(WatchOptions::delay).orElse(Watching.OFF.delay()));
    }

    private static void refuseWithoutWatch(Arguments arguments) {
        for (String option : OF_WATCHING) {
            if (arguments.has(option)) {
                throw new UsageException(option + " has no effect without --watch.", "Add --watch.");
            }
        }
    }

    private static String existing(String path, Path cwd) {
        Path absolute = cwd.resolve(path).normalize();
        if (!Files.exists(absolute)) {
            throw new UsageException(
                    "--watch-path: " + absolute + " does not exist.", "Check its name, or make it first.");
        }
        return absolute.toString();
    }

    private static Duration delay(String text) {
        Duration delay = ScriptSpec.duration("--watch-delay", text);
        if (delay.compareTo(Watching.MAX_DELAY) > 0) {
            throw new UsageException(
                    "--watch-delay " + text + " is too long.",
                    "Use at most " + Durations.text(Watching.MAX_DELAY) + ".");
        }
        return delay;
    }
}
