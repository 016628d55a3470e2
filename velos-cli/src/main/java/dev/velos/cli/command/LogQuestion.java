package dev.velos.cli.command;

import dev.velos.cli.output.OutputMode;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.event.Analyses;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.pattern.InvalidPattern;
import dev.velos.logs.pattern.LinePattern;
import dev.velos.logs.pattern.LinePattern.LetterCase;
import dev.velos.logs.query.Cursor;
import dev.velos.logs.query.EventFilter;
import dev.velos.logs.query.EventFilter.Sense;
import dev.velos.logs.query.EventKnowledge;
import dev.velos.logs.query.HeaderKnowledge;
import dev.velos.logs.query.LogQuery;
import dev.velos.logs.query.LogQuery.Details;
import dev.velos.logs.query.TimeSpan;
import dev.velos.logs.query.TimeWords;
import dev.velos.logs.read.Folding;
import dev.velos.logs.read.OpenSource.Generations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of a log is wanted, as it was written on the command line. Immutable.
 *
 * @param last the last events only; empty where all are wanted
 * @param cursor where an earlier answer ended
 * @param analyses how the logs are looked at
 */
record LogQuestion(
        EventFilter filter,
        TimeSpan span,
        OptionalLong last,
        int context,
        Details details,
        Optional<Cursor> cursor,
        Analyses analyses) {
    static final int DEFAULT_LINES = 15;

    private static final List<String> CONDITIONS =
            List.of("--grep", "--level", "--since", "--until", "--last", "--around", "--cursor");
    private static final List<String> TIMES = List.of("--since", "--until", "--last");
    private static final Duration DEFAULT_WINDOW = Duration.ofSeconds(30);

    /** Whether more than the last lines is asked for, so that all that meet the conditions are wanted. */
    static boolean isAsked(Arguments arguments) {
        return CONDITIONS.stream().anyMatch(arguments::has);
    }

    /** Throws a usage error where anything of it is no such thing. */
    static LogQuestion of(Arguments arguments, OutputMode mode) {
        OptionalLong last = (isAsked(arguments) || LogInsight.isWanted(arguments)) && !arguments.has("--lines")
                ? OptionalLong.empty()
                : OptionalLong.of(lines(arguments));
        return new LogQuestion(
                filter(arguments),
                span(arguments),
                last,
                number(arguments, "--context", 0),
                details(arguments, mode),
                cursor(arguments),
                Analyses.DEFAULT);
    }

    /** The same, where logs are looked at in another way. */
    LogQuestion with(Analyses other) {
        return new LogQuestion(filter, span, last, context, details, cursor, other);
    }

    /** What the lines of a log tell of themselves, in this machine's time zone. */
    EventKnowledge knowledge() {
        return HeaderKnowledge.ofSystem(analyses);
    }

    /** The question to these logs. */
    LogQuery to(List<LogSource> sources, Generations generations) {
        LogQuery query = LogQuery.of(sources)
                .withGenerations(generations)
                .withFilter(filter)
                .withSpan(span)
                .withContext(context)
                .withFolding(folding())
                .withDetails(details);
        query = last.isPresent() ? query.withLast(last.getAsLong()) : query;
        return cursor.isPresent() ? cursor.get().rest(query) : query;
    }

    /** Lines are counted as lines where nothing but their number is asked for. */
    Folding folding() {
        boolean events = filter.isSelective() || details == Details.TEXT_TIME_AND_LEVEL;
        return events && analyses.whole().has(LogAnalysis.Stage.FOLD) ? Folding.EVENTS : Folding.LINES;
    }

    private static EventFilter filter(Arguments arguments) {
        Optional<LinePattern> pattern = arguments.text("--grep").map(text -> pattern(text, arguments));
        boolean invert = arguments.flag("--invert");
        if (pattern.isEmpty() && (invert || arguments.flag("--ignore-case"))) {
            throw new UsageException(
                    (invert ? "--invert" : "--ignore-case") + " says nothing without --grep.",
                    "Add --grep with a pattern.");
        }
        Optional<Level> level = arguments.text("--level").map(LogQuestion::level);
        return new EventFilter(pattern, invert ? Sense.OTHERS : Sense.MATCHING, level);
    }

    private static LinePattern pattern(String text, Arguments arguments) {
        try {
            return LinePattern.of(text, arguments.flag("--ignore-case") ? LetterCase.ANY : LetterCase.EXACT);
        } catch (InvalidPattern e) {
            throw new UsageException(
                    "--grep is no regular expression: " + e.getMessage() + ", at character " + (e.position() + 1) + ".",
                    e.shown().replace("\n", "\n  "));
        }
    }

    private static Level level(String word) {
        String known = switch (word.toLowerCase(Locale.ROOT)) {
            case "err" -> "error";
            case "warning" -> "warn";
            case "critical", "crit", "emerg", "alert" -> "fatal";
            default -> word;
        };
        return Level.of(known)
                .filter(it -> it != Level.NONE)
                .orElseThrow(() -> new UsageException(
                        "--level " + word + " is no level.",
                        "Levels are fatal, error, warn, info, debug and trace; each stands for itself and worse."));
    }

    /** Without a time in it, nobody asks for this machine's zone, which takes some milliseconds. */
    private static TimeSpan span(Arguments arguments) {
        boolean around = arguments.has("--around");
        if (!around) {
            checkWindow(arguments);
        }
        if (!around && TIMES.stream().noneMatch(arguments::has)) {
            return TimeSpan.ALWAYS;
        }
        TimeWords words = TimeWords.ofSystem();
        try {
            return around ? around(arguments, words) : sinceAndUntil(arguments, words);
        } catch (VelosException e) {
            throw new UsageException(e.failure().message(), e.failure().remedy());
        }
    }

    private static void checkWindow(Arguments arguments) {
        if (arguments.has("--window") && !arguments.flag("--dedupe")) {
            throw new UsageException(
                    "--window says nothing without --around or --dedupe.", "Add --around with a time, or --dedupe.");
        }
        try {
            LogInsight.window(arguments); // it throws where that is none
        } catch (VelosException e) {
            throw new UsageException(e.failure().message(), e.failure().remedy());
        }
    }

    private static TimeSpan around(Arguments arguments, TimeWords words) {
        for (String other : TIMES) {
            if (arguments.has(other)) {
                throw new UsageException("--around and " + other + " exclude each other.", "Leave one of them out.");
            }
        }
        Instant middle = words.instant("--around", arguments.text("--around").orElseThrow());
        Duration window = arguments
                .text("--window")
                .map(it -> TimeWords.length("--window", it))
                .orElse(DEFAULT_WINDOW);
        return new TimeSpan(Optional.of(middle.minus(window)), Optional.of(middle.plus(window)));
    }

    private static TimeSpan sinceAndUntil(Arguments arguments, TimeWords words) {
        if (arguments.has("--since") && arguments.has("--last")) {
            throw new UsageException("--since and --last exclude each other.", "Leave one of them out.");
        }
        Optional<Instant> since = arguments
                .text("--since")
                .map(it -> words.instant("--since", it))
                .or(() -> arguments.text("--last").map(it -> words.now().minus(TimeWords.length("--last", it))));
        Optional<Instant> until = arguments.text("--until").map(it -> words.until("--until", it, since));
        return new TimeSpan(since, until);
    }

    private static Details details(Arguments arguments, OutputMode mode) {
        boolean levels = mode != OutputMode.TEXT || arguments.has("--around");
        boolean times = arguments.flag("--timestamps");
        return levels ? Details.TEXT_TIME_AND_LEVEL : times ? Details.TEXT_AND_TIME : Details.TEXT;
    }

    private static Optional<Cursor> cursor(Arguments arguments) {
        return arguments
                .text("--cursor")
                .map(text -> Cursor.parse(text)
                        .orElseThrow(() -> new UsageException(
                                "--cursor " + text + " is none.",
                                "Give the \"cur\" of the answer that is to go on, as it is.")));
    }

    /** As many last lines as are asked for, or are shown where nobody asks. */
    static int lines(Arguments arguments) {
        return number(arguments, "--lines", DEFAULT_LINES);
    }

    /** A number of lines, 0 or more. */
    static int number(Arguments arguments, String option, int without) {
        String text = arguments.text(option).orElse(Integer.toString(without));
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same complaint as for a negative number
            throw wrong(option, text);
        }
        throw wrong(option, text);
    }

    private static UsageException wrong(String option, String text) {
        return new UsageException(
                option + " " + text + " is no number of lines.", "Write 0 or more, such as " + option + " 100.");
    }
}
