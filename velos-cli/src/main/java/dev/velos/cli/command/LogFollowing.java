package dev.velos.cli.command;

import dev.velos.cli.output.LogPrinter;
import dev.velos.client.VelosClient;
import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.logs.read.LogFollower;
import dev.velos.logs.read.LogLine;
import dev.velos.logs.read.LogSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Prints log lines as they come, until somebody stops it. The daemon only says that a file grew; the text comes from
 * the file, where a follower keeps its place, so that a daemon's death costs no line and doubles none. Immutable.
 */
record LogFollowing(List<String> targets, LogPrinter printer, Invocation invocation) {
    ExitCode run(List<LogSource> sources, int lines) {
        try (LogFollower follower = new LogFollower(sources, lines)) {
            Optional<VelosClient> daemon = Optional.of(invocation.launcher().connectOrStart());
            String news = "";
            while (daemon.isPresent()) {
                followWith(daemon.get(), follower, news);
                news = "The daemon went away and came back; this goes on.";
                daemon = invocation.launcher().connectOrRevive();
            }
            // one that was stopped, instead of dying, leaves nothing to come back to
            printer.print(follower.drain());
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
            daemon.follow(targets);
            tell(news);
            printNew(follower);
            while (true) {
                daemon.awaitNotices();
                printNew(follower);
            }
        } catch (VelosException e) {
            if (e.failure().code() != ErrorCode.UNAVAILABLE) {
                throw e;
            }
            printNew(follower);
        }
    }

    private void printNew(LogFollower follower) throws IOException {
        for (List<LogLine> lines = follower.poll(); !lines.isEmpty(); lines = follower.poll()) {
            printer.print(lines);
        }
    }

    private void tell(String what) {
        if (!what.isEmpty()) {
            invocation.screen().err().line("velos: " + what);
            invocation.screen().err().flush();
        }
    }
}
