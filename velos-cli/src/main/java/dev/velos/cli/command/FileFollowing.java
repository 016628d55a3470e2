package dev.velos.cli.command;

import dev.velos.cli.output.LogPrinter;
import dev.velos.core.failure.Failure;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.read.LogFollower;
import dev.velos.logs.read.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Prints what comes to files that nobody captures, until somebody stops it. Their folders are watched; where a file
 * system tells nothing of changes, they are looked at every second. Owned by the thread that runs the command.
 */
final class FileFollowing {
    private static final long LOOK_SECONDS = 1;

    private final LogQuestion question;
    private final Arguments arguments;
    private final Invocation invocation;

    FileFollowing(LogQuestion question, Arguments arguments, Invocation invocation) {
        this.question = question;
        this.arguments = arguments;
        this.invocation = invocation;
    }

    ExitCode run(List<LogSource> sources) {
        LogPrinter printer = new LogAnswer(question, arguments, invocation).printer(sources);
        LiveLogs live = new LiveLogs(question, printer);
        boolean asked = LogQuestion.isAsked(arguments);
        try (WatchService watch = watch(sources);
                LogFollower follower = new LogFollower(sources, asked ? 0 : LogQuestion.lines(arguments))) {
            if (asked) {
                question.to(sources, dev.velos.logs.read.OpenSource.Generations.ALL)
                        .run(question.knowledge(), printer, follower);
            }
            follow(watch, follower, live);
            return ExitCode.DONE;
        } catch (IOException e) {
            throw Failure.internal("A log cannot be read on: " + e.getMessage() + ".", "Run the command again.")
                    .asException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE;
        }
    }

    private static WatchService watch(List<LogSource> sources) throws IOException {
        WatchService watch = sources.getFirst().file().getFileSystem().newWatchService();
        Set<Path> folders = new HashSet<>();
        for (LogSource source : sources) {
            Path folder = source.file().toAbsolutePath().getParent();
            if (folders.add(folder)) {
                folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            }
        }
        return watch;
    }

    private static void follow(WatchService watch, LogFollower follower, LiveLogs live)
            throws IOException, InterruptedException {
        while (true) {
            for (List<LogLine> lines = follower.poll(); !lines.isEmpty(); lines = follower.poll()) {
                live.print(lines);
            }
            WatchKey key = watch.poll(LOOK_SECONDS, TimeUnit.SECONDS);
            if (key != null) {
                key.pollEvents();
                key.reset();
            }
        }
    }
}
