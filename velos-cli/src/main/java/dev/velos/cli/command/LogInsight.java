package dev.velos.cli.command;

import dev.velos.cli.insight.Form;
import dev.velos.cli.insight.PatternRows;
import dev.velos.cli.insight.RepeatRows;
import dev.velos.cli.insight.SummarySheet;
import dev.velos.cli.insight.TemplateRows;
import dev.velos.cli.insight.WindowRows;
import dev.velos.cli.output.Screen;
import dev.velos.core.event.Event;
import dev.velos.core.event.EventKind;
import dev.velos.core.failure.Failure;
import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.dedupe.Deduplicator;
import dev.velos.logs.event.EventReader;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.header.EventHeaders;
import dev.velos.logs.query.Answered;
import dev.velos.logs.query.Hit;
import dev.velos.logs.query.LogQuery;
import dev.velos.logs.query.TimeWords;
import dev.velos.logs.read.Folding;
import dev.velos.logs.summary.Digest;
import dev.velos.logs.summary.LineReferences;
import dev.velos.logs.summary.MiningThread;
import dev.velos.logs.summary.Patterns;
import dev.velos.logs.summary.Summary;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos logs} with --templates, --patterns, --dedupe or --summary: what a log tells as a whole. Owned by one command. */
final class LogInsight {
    private static final String TEMPLATES = "--templates";
    private static final String PATTERNS = "--patterns";
    private static final String DEDUPE = "--dedupe";
    private static final String SUMMARY = "--summary";
    private static final List<String> ALL = List.of(TEMPLATES, PATTERNS, DEDUPE, SUMMARY);
    private static final String ALL_TIME = "all";
    private static final int SUMMARY_TOKENS = 240;

    private final LogQuestion question;
    private final Arguments arguments;
    private final Screen screen;
    private final Invocation invocation;
    private final ZoneId zone = ZoneId.systemDefault();

    LogInsight(LogQuestion question, Arguments arguments, Invocation invocation) {
        this.question = question;
        this.arguments = arguments;
        this.invocation = invocation;
        screen = invocation.screen();
    }

    static void addOptions(CommandSpec spec) {
        spec.addOption(Model.flag("Each event once, with how often it came, first and last.", DEDUPE))
                .addOption(Model.flag("The patterns of the events, with counts, shares and trends.", PATTERNS))
                .addOption(Model.flag("Levels, anomalies, the last error, patterns and health.", SUMMARY))
                .addOption(Model.flag("The pattern of each line.", TEMPLATES));
    }

    /** Whether a log as a whole is asked for, and not its lines. */
    static boolean isWanted(Arguments arguments) {
        return ALL.stream().anyMatch(arguments::flag);
    }

    /** Throws a usage error where options exclude each other. */
    static void refuseContradictions(Arguments arguments) {
        List<String> wanted = ALL.stream().filter(arguments::flag).toList();
        if (wanted.size() > 1) {
            throw new UsageException(
                    wanted.get(0) + " and " + wanted.get(1) + " exclude each other.", "Leave one of them out.");
        }
        for (String other : List.of("--follow", "--raw", "--timestamps")) {
            if (!wanted.isEmpty() && arguments.flag(other)) {
                throw new UsageException(
                        wanted.getFirst() + " and " + other + " exclude each other.", "Leave one of them out.");
            }
        }
    }

    /** All events, and not the last ones, unless --lines says so; lines as lines where each is told of. */
    private LogQuery whole(LogQuery query) {
        return query.withContext(0).withFolding(folding());
    }

    private Folding folding() {
        boolean lines =
                arguments.flag(TEMPLATES) || !question.analyses().whole().has(LogAnalysis.Stage.FOLD);
        return lines ? Folding.LINES : Folding.EVENTS;
    }

    /** @param run answers a question into a sink */
    Answered give(LogQuery query, BiFunction<LogQuery, Sink<Hit>, Answered> run) {
        if (arguments.flag(TEMPLATES)) {
            return templates(query, run);
        }
        if (arguments.flag(DEDUPE) && window().isPresent()) {
            return windows(window().get(), query, run);
        }
        Digest digest = digest(Optional.empty());
        Answered answered = mine(query, run, digest);
        if (arguments.flag(SUMMARY)) {
            Summary found = Summary.of(digest);
            Summary whole = found.withRestarts(restarts(query.sources(), found));
            new SummarySheet(screen, zone).print(whole, form(), tokens(SUMMARY_TOKENS));
        } else if (arguments.flag(PATTERNS)) {
            new PatternRows(screen).print(Patterns.of(digest), form(), tokens(LogAnswer.DEFAULT_TOKENS));
        } else {
            new RepeatRows(screen, zone).print(Patterns.of(digest), form(), tokens(LogAnswer.DEFAULT_TOKENS));
        }
        return answered;
    }

    private Digest digest(Optional<LineReferences> references) {
        return new Digest(zone, LocalDate.now(zone), question.analyses(), references);
    }

    private Answered mine(LogQuery query, BiFunction<LogQuery, Sink<Hit>, Answered> run, Digest digest) {
        try (MiningThread miner = new MiningThread(digest)) {
            return run.apply(whole(query), new HitEvents(miner));
        }
    }

    /** The events of hits, to a sink of events. */
    private record HitEvents(Sink<LogEvent> next) implements Sink<Hit> {
        @Override
        public void accept(Hit hit) {
            next.accept(hit.event());
        }

        @Override
        public boolean hasEnough() {
            return next.hasEnough();
        }

        @Override
        public void end() {
            next.end();
        }
    }

    /** Within which time repeats are one; empty for all that is looked at. */
    private Optional<Duration> window() {
        return arguments.has("--window")
                ? window(arguments)
                : question.analyses().whole().dedupeWindow();
    }

    /** What --window says to that; throws a failure where it is no length of time. */
    static Optional<Duration> window(Arguments arguments) {
        return arguments
                .text("--window")
                .filter(it -> !it.equals(ALL_TIME))
                .map(it -> TimeWords.length("--window", it));
    }

    /** What came again within a window, in the order in which the windows end. */
    private Answered windows(Duration window, LogQuery query, BiFunction<LogQuery, Sink<Hit>, Answered> run) {
        LogAnalysis analysis = question.analyses().whole();
        Supplier<EventHeaders> headers = () -> new EventHeaders(zone, LocalDate.now(zone), analysis);
        Sink<LogEvent> events = new Deduplicator(window, analysis, headers, headers)
                .before(new WindowRows(screen, zone, form(), tokens(LogAnswer.DEFAULT_TOKENS)));
        return run.apply(whole(query), new HitEvents(events));
    }

    private Answered templates(LogQuery query, BiFunction<LogQuery, Sink<Hit>, Answered> run) {
        try (LineReferences references = new LineReferences()) {
            Digest digest = digest(Optional.of(references));
            Answered answered = mine(query, run, digest);
            new TemplateRows(screen, digest, form()).print(references);
            return answered;
        } catch (IOException e) {
            throw Failure.unavailable(
                            "The templates of the lines cannot be kept in a temporary file: " + e.getMessage() + ".",
                            "Make room, or set -Djava.io.tmpdir in JAVA_TOOL_OPTIONS to a folder that has it.")
                    .asException();
        }
    }

    private Form form() {
        return switch (screen.mode()) {
            case TEXT -> Form.TEXT;
            case JSON, MACHINE -> Form.JSON;
            case AI -> Form.AI;
        };
    }

    private int tokens(int otherwise) {
        return arguments.has("--max-tokens") ? LogAnswer.maxTokens(arguments) : otherwise;
    }

    /** How often the processes of these logs were restarted in the time that the log covers, by what the daemon noted. */
    private int restarts(List<LogSource> sources, Summary summary) {
        if (arguments.has("--file") || summary.from().isEmpty()) {
            return 0;
        }
        Instant from = summary.from().get();
        Instant to = arguments.has("--until") ? summary.to().orElseThrow() : Instant.MAX;
        List<String> labels = sources.stream().map(LogSource::label).toList();
        try (EventReader reader = new EventReader(invocation.home())) {
            return reader.last(Integer.MAX_VALUE, from.toEpochMilli(), event -> isRestart(event, labels, to))
                    .size();
        } catch (IOException e) {
            screen.err().line("velos: Restarts are not counted, as the event log cannot be read: " + e.getMessage());
            return 0;
        }
    }

    private static boolean isRestart(Event event, List<String> labels, Instant to) {
        return event.kind().equals(EventKind.RESTARTED.wire())
                && labels.contains(event.process())
                && !Instant.ofEpochMilli(event.atMillis()).isAfter(to);
    }
}
