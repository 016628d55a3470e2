package dev.velos.cli.command;

import dev.velos.cli.output.EventPrinter;
import dev.velos.cli.output.OutputMode;
import dev.velos.client.VelosClient;
import dev.velos.core.event.Event;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.logs.event.EventReader;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos events}: what has happened, and what happens. Read from the event log itself. */
final class EventsCommand implements Command {
    private static final int DEFAULT_LINES = 30;

    @Override
    public CommandSpec model() {
        return AiBound.addOptions(Model.command(
                        "events",
                        "[<process>...] [--lines N] [--since <time>] [--follow] [--json] " + AiBound.SYNOPSIS,
                        "Show what has happened to processes: starts, ends, restarts and why.",
                        "",
                        "Processes that are deleted by now can be named, too.")
                .addPositional(Model.targets())
                .addOption(Model.value("<N>", "How many last events (default: 30; all with --since).", "-n", "--lines"))
                .addOption(Model.value("<time>", "Only those since: 10m, 2h, 14:30, \"2026-02-03 14:30\".", "--since"))
                .addOption(Model.flag("Go on with the events that come.", "-f", "--follow"))
                .addOption(Model.json("each event")));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> words = Targets.orAll(arguments);
        long since = arguments
                .text("--since")
                .map(text ->
                        Since.parse(text, Instant.now(), ZoneId.systemDefault()).toEpochMilli())
                .orElse(0L);
        int lines = lines(arguments);
        EventPrinter printer = new EventPrinter(invocation.screen());
        try (EventReader reader = new EventReader(invocation.home())) {
            if (invocation.screen().mode() == OutputMode.AI && !arguments.flag("--follow")) {
                return page(reader, lines, since, words, arguments, invocation);
            }
            List<Event> past = reader.last(lines, since, event -> isMeant(event, words));
            if (arguments.flag("--follow")) {
                printer.printNext(past);
                return follow(words, reader, printer, invocation);
            }
            if (past.isEmpty() && lines > 0) {
                explainNone(words, since, invocation);
            }
            printer.printNext(past);
            return ExitCode.DONE;
        } catch (IOException e) {
            throw Failure.unavailable(
                            "The event log " + invocation.home().events() + " cannot be read: " + e.getMessage() + ".",
                            "Check who owns it.")
                    .asException();
        }
    }

    /** For a language model: one object within a bound. */
    private static ExitCode page(
            EventReader reader, int lines, long since, List<String> words, Arguments arguments, Invocation invocation)
            throws IOException {
        AiBound bound = AiBound.of(arguments);
        EventPage page = EventPage.of(bound, lines);
        List<Event> past = reader.last(page.wanted(), since, event -> page.covers(event) && isMeant(event, words));
        if (past.isEmpty() && lines > 0) {
            explainNone(words, since, invocation);
        }
        page.print(past, bound, invocation.screen());
        return ExitCode.DONE;
    }

    private static int lines(Arguments arguments) {
        if (arguments.text("--lines").isEmpty()) {
            return arguments.has("--since") ? Integer.MAX_VALUE : DEFAULT_LINES;
        }
        return LogQuestion.lines(arguments);
    }

    private static boolean isMeant(Event event, List<String> words) {
        for (String word : words) {
            if (word.equals(Targets.ALL) || event.isOf(word)) {
                return true;
            }
        }
        return false;
    }

    /** Nothing is an answer, too, unless a word means nothing that there ever was. */
    private static void explainNone(List<String> words, long since, Invocation invocation) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (EventReader reader = new EventReader(invocation.home())) {
            for (Event event :
                    reader.last(Integer.MAX_VALUE, 0, event -> !event.process().isEmpty())) {
                names.add(event.process());
                if (since > 0 && isMeant(event, words)) {
                    return;
                }
            }
        }
        if (!words.contains(Targets.ALL)) {
            String word = words.getFirst();
            throw Failure.notFound(
                            "There are no events of \"" + word + "\".",
                            Nearest.suggestion(word, names, "\"velos events\" shows those of every process."))
                    .asException();
        }
    }

    /** Until somebody stops it, or the daemon is stopped; one that dies and comes back is followed on. */
    private static ExitCode follow(List<String> words, EventReader reader, EventPrinter printer, Invocation invocation)
            throws IOException {
        Optional<VelosClient> daemon = Optional.of(invocation.launcher().connectOrStart());
        while (daemon.isPresent()) {
            followWith(daemon.get(), words, reader, printer);
            daemon = invocation.launcher().connectOrRevive();
        }
        printNew(words, reader, printer);
        invocation.screen().err().line("velos: The daemon was stopped.");
        return ExitCode.DONE;
    }

    /** Returns when the daemon is gone. */
    private static void followWith(VelosClient daemon, List<String> words, EventReader reader, EventPrinter printer)
            throws IOException {
        try (daemon) {
            daemon.followEvents();
            printNew(words, reader, printer);
            while (true) {
                daemon.awaitNotices();
                printNew(words, reader, printer);
            }
        } catch (VelosException e) {
            if (!VelosClient.isLoss(e)) {
                throw e;
            }
            printNew(words, reader, printer);
        }
    }

    private static void printNew(List<String> words, EventReader reader, EventPrinter printer) throws IOException {
        List<Event> meant = new ArrayList<>();
        for (Event event : reader.poll()) {
            if (isMeant(event, words)) {
                meant.add(event);
            }
        }
        printer.printNext(meant);
    }
}
