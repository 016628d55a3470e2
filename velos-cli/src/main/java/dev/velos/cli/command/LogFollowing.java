package dev.velos.cli.command;

import dev.velos.cli.output.LogPrinter;
import dev.velos.client.VelosClient;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Notice;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.read.LogFollower;
import dev.velos.logs.read.LogLine;
import dev.velos.logs.read.OpenSource.Generations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Prints log lines as they come, until somebody stops it. The daemon only says that a file grew; the text comes from
 * the file, where a follower keeps its place, so that a daemon's death costs no line and doubles none. Owned by the
 * thread that runs the command.
 */
final class LogFollowing {
    private final LogSources wanted;
    private final LogQuestion question;
    private final LogPrinter printer;
    private final LiveLogs live;
    private final Invocation invocation;
    private final Set<Path> known = new HashSet<>();
    private Instant lastLook;

    /** @param lastLook when it was looked which processes there are: lines of others came later */
    LogFollowing(LogSources wanted, LogQuestion question, LogPrinter printer, Invocation invocation, Instant lastLook) {
        this.wanted = wanted;
        this.question = question;
        this.printer = printer;
        live = new LiveLogs(question, printer);
        this.invocation = invocation;
        this.lastLook = lastLook;
    }

    /** @param asked whether what meets the question's conditions comes first; else the last {@code lines} do */
    ExitCode run(List<LogSource> sources, boolean asked, int lines) {
        for (LogSource source : sources) {
            known.add(source.file());
        }
        try (LogFollower follower = new LogFollower(sources, asked ? 0 : lines)) {
            if (asked) {
                question.to(sources, Generations.ALL).run(question.knowledge(), printer, follower);
            }
            Optional<VelosClient> daemon = Optional.of(invocation.launcher().connectOrStart());
            String news = "";
            while (daemon.isPresent()) {
                followWith(daemon.get(), follower, news);
                news = "The daemon went away and came back; this goes on.";
                daemon = invocation.launcher().connectOrRevive();
            }
            // one that was stopped, instead of dying, leaves nothing to come back to
            live.print(follower.drain());
            tell("The daemon was stopped.");
            return ExitCode.DONE;
        } catch (IOException e) {
            throw Failure.internal("A log cannot be read on: " + e.getMessage() + ".", "Run the command again.")
                    .asException();
        }
    }

    /**
     * Returns when the daemon is gone, and everything that it had written is printed.
     *
     * @param news what to tell once this daemon has answered; empty for nothing
     */
    private void followWith(VelosClient daemon, LogFollower follower, String news) throws IOException {
        try (daemon) {
            daemon.follow(wanted.words());
            tell(news);
            takeUpNewcomers(daemon, follower);
            printNew(follower);
            while (true) {
                if (nameNewcomers(daemon.awaitNotices())) {
                    takeUpNewcomers(daemon, follower);
                }
                printNew(follower);
            }
        } catch (VelosException e) {
            if (!VelosClient.isLoss(e)) {
                throw e;
            }
            printNew(follower);
        }
    }

    /** Whether one of them is of a log that was not seen before. */
    private boolean nameNewcomers(List<Notice> notices) {
        boolean any = false;
        for (Notice notice : notices) {
            for (Fields log : notice.body().list("logs")) {
                any |= !known.contains(Path.of(log.text("file")));
            }
        }
        return any;
    }

    /** Processes that have come since the last look, where all are followed. */
    private void takeUpNewcomers(VelosClient daemon, LogFollower follower) throws IOException {
        if (!wanted.areAll()) {
            return;
        }
        Instant now = Instant.now();
        for (ProcessSnapshot process : daemon.list()) {
            for (LogSource source : wanted.of(List.of(process))) {
                if (known.add(source.file())) {
                    follower.add(source, lastLook);
                    live.add(source);
                }
            }
            known.add(Path.of(process.outLog())); // of the stream that is not wanted, too
            known.add(Path.of(process.errLog()));
        }
        lastLook = now;
    }

    private void printNew(LogFollower follower) throws IOException {
        for (List<LogLine> lines = follower.poll(); !lines.isEmpty(); lines = follower.poll()) {
            live.print(lines);
        }
    }

    private void tell(String what) {
        if (!what.isEmpty()) {
            invocation.screen().err().line("velos: " + what);
            invocation.screen().err().flush();
        }
    }
}
