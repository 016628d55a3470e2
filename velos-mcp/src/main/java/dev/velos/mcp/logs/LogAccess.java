package dev.velos.mcp.logs;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.LogAnalysis;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.logs.event.Analyses;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.pattern.InvalidPattern;
import dev.velos.logs.pattern.LinePattern;
import dev.velos.logs.query.EventFilter;
import dev.velos.logs.query.EventKnowledge;
import dev.velos.logs.query.HeaderKnowledge;
import dev.velos.logs.query.LogQuery;
import dev.velos.logs.query.TimeSpan;
import dev.velos.logs.query.TimeWords;
import dev.velos.logs.read.Folding;
import dev.velos.mcp.process.Fleet;
import dev.velos.mcp.tool.Param;
import dev.velos.mcp.tool.ToolArguments;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The logs that agents may read, and what they ask of them. */
record LogAccess(Fleet fleet) {
    static final Param SINCE = Param.text("since", "10m, 14:30, ISO");
    static final Param UNTIL = Param.text("until", "");
    static final Param LEVEL = Param.choice("level", "this or worse", "fatal", "error", "warn", "info", "debug");
    static final Param STREAM = Param.choice("stream", "", "out", "err");

    /** The logs of all that the argument {@code name} means. */
    List<LogSource> sources(ToolArguments arguments) {
        Optional<String> stream = arguments.optionalText("stream");
        List<LogSource> sources = new ArrayList<>();
        for (ProcessSnapshot process : fleet.meant(arguments.text("name"))) {
            sources.addAll(sources(process, stream));
        }
        return sources;
    }

    private static List<LogSource> sources(ProcessSnapshot process, Optional<String> stream) {
        return stream.map(it -> List.of(it.equals("out") ? LogSource.out(process) : LogSource.err(process)))
                .orElseGet(() -> LogSource.of(process));
    }

    /** All that the arguments ask for, of all the time that they name. */
    LogQuery query(ToolArguments arguments) {
        return LogQuery.of(sources(arguments))
                .withFilter(new EventFilter(pattern(arguments), EventFilter.Sense.MATCHING, level(arguments)))
                .withSpan(span(arguments))
                .withDetails(LogQuery.Details.TEXT_TIME_AND_LEVEL);
    }

    /** How these logs are looked at, as their processes were started. */
    Analyses analyses(List<LogSource> sources) {
        Set<String> names = new LinkedHashSet<>();
        sources.forEach(source -> names.add(source.process()));
        return Analyses.of(sources, fleet.ask(client -> client.logAnalyses(names)));
    }

    static EventKnowledge knowledge(Analyses analyses) {
        ZoneId zone = ZoneId.systemDefault();
        return new HeaderKnowledge(zone, LocalDate.now(zone), analyses);
    }

    static Folding folding(Analyses analyses) {
        return analyses.whole().has(LogAnalysis.Stage.FOLD) ? Folding.EVENTS : Folding.LINES;
    }

    private static TimeSpan span(ToolArguments arguments) {
        TimeWords words = TimeWords.ofSystem();
        Optional<Instant> since = arguments.optionalText("since").map(it -> words.instant("since", it));
        Optional<Instant> until = arguments.optionalText("until").map(it -> words.until("until", it, since));
        return new TimeSpan(since, until);
    }

    private static Optional<Level> level(ToolArguments arguments) {
        return arguments.optionalText("level").flatMap(Level::of);
    }

    private static Optional<LinePattern> pattern(ToolArguments arguments) {
        LinePattern.LetterCase letters =
                arguments.flag("ignore_case", false) ? LinePattern.LetterCase.ANY : LinePattern.LetterCase.EXACT;
        try {
            return arguments.optionalText("pattern").map(it -> LinePattern.of(it, letters));
        } catch (InvalidPattern e) {
            throw wrong(e);
        }
    }

    private static VelosException wrong(InvalidPattern e) {
        return Failure.invalidRequest(
                        "The regular expression is none: " + e.getMessage() + "\n" + e.shown(),
                        "Correct it; look-around and back-references are not known here.")
                .asException();
    }
}
