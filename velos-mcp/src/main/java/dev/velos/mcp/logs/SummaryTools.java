package dev.velos.mcp.logs;

import dev.velos.core.process.Life;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.event.Analyses;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.Sink;
import dev.velos.logs.query.EventKnowledge;
import dev.velos.logs.query.Hit;
import dev.velos.logs.query.LogQuery;
import dev.velos.logs.query.TimeSpan;
import dev.velos.logs.query.TimeWords;
import dev.velos.logs.summary.Digest;
import dev.velos.logs.summary.MiningThread;
import dev.velos.logs.summary.Pattern;
import dev.velos.logs.summary.Patterns;
import dev.velos.logs.summary.Summary;
import dev.velos.mcp.tool.Hints;
import dev.velos.mcp.tool.Paging;
import dev.velos.mcp.tool.Param;
import dev.velos.mcp.tool.Rows;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolArguments;
import dev.velos.mcp.tool.ToolCall;
import dev.velos.mcp.tool.ToolResult;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code log_summary} and {@code log_patterns}: what logs say as a whole. */
record SummaryTools(LogAccess access) {
    private static final String DEFAULT_SINCE = "1h";
    private static final Param NAME = Param.text("name", "").required();

    Tool summary() {
        return new Tool(
                "log_summary",
                "What a log says (default: last hour): levels, top errors, anomalies, last error. Cheap; use before reading.",
                Hints.READS,
                List.of(NAME, LogAccess.SINCE, LogAccess.UNTIL),
                Map.of("score", "integer", "levels", "object", "errors", "array", "anomalies", "array"),
                this::summarize);
    }

    Tool patterns() {
        return new Tool(
                "log_patterns",
                "Message templates with counts and trend, most frequent first.",
                Hints.READS,
                List.of(
                        NAME,
                        LogAccess.SINCE,
                        LogAccess.UNTIL,
                        LogAccess.LEVEL,
                        Paging.CURSOR_PARAM,
                        Paging.MAX_TOKENS_PARAM),
                Map.of("patterns", "array"),
                this::patterns);
    }

    private ToolResult summarize(ToolCall call) {
        LogQuery query = query(call.arguments());
        Instant since = query.span().since().orElseThrow();
        Summary summary = Summary.of(digest(query)).withRestarts(restarts(call.arguments(), since));
        SummaryText text = new SummaryText(summary, since, System.currentTimeMillis());
        return ToolResult.of(text.text(), text.fields());
    }

    private ToolResult patterns(ToolCall call) {
        List<Pattern> patterns = Patterns.of(digest(query(call.arguments()))).stream()
                .filter(it -> isWanted(it, call.arguments()))
                .toList();
        Paging paging = call.paging();
        int begin = (int) Math.max(0, Math.min(paging.number(), patterns.size()));
        Rows rows = new Rows(paging.tokens());
        for (Pattern pattern : patterns.subList(begin, patterns.size())) {
            if (!rows.add(SummaryText.line(pattern), SummaryText.fields(pattern))) {
                break;
            }
        }
        int next = begin + rows.size();
        int left = patterns.size() - next;
        Optional<String> cursor = left == 0 ? Optional.empty() : Optional.of(paging.cursor(Integer.toString(next)));
        String heading =
                patterns.isEmpty() ? "nothing found" : patterns.size() + " patterns; count trend level template";
        return ToolResult.of(
                rows.text(heading, left, cursor),
                rows.structured("patterns", left, cursor).build());
    }

    private static boolean isWanted(Pattern pattern, ToolArguments arguments) {
        Optional<Level> level = arguments.optionalText("level").flatMap(Level::of);
        return level.isEmpty() || pattern.level().isAtLeast(level.get());
    }

    private LogQuery query(ToolArguments arguments) {
        Instant since = TimeWords.ofSystem()
                .instant("since", arguments.optionalText("since").orElse(DEFAULT_SINCE));
        Optional<Instant> until =
                arguments.optionalText("until").map(it -> TimeWords.ofSystem().until("until", it, Optional.of(since)));
        return LogQuery.of(access.sources(arguments)).withSpan(new TimeSpan(Optional.of(since), until));
    }

    private Digest digest(LogQuery query) {
        ZoneId zone = ZoneId.systemDefault();
        Analyses analyses = access.analyses(query.sources());
        Digest digest = new Digest(zone, LocalDate.now(zone), analyses, Optional.empty());
        try (MiningThread miner = new MiningThread(digest)) {
            query.withFolding(LogAccess.folding(analyses))
                    .withDetails(LogQuery.Details.TEXT_AND_TIME)
                    .run(EventKnowledge.NONE, events(miner));
        }
        return digest;
    }

    private static Sink<Hit> events(Sink<LogEvent> next) {
        return new Sink<>() {
            @Override
            public void accept(Hit hit) {
                next.accept(hit.event());
            }

            @Override
            public void end() {
                next.end();
            }

            @Override
            public boolean hasEnough() {
                return next.hasEnough();
            }
        };
    }

    /** The lives that ended in the period. */
    private int restarts(ToolArguments arguments, Instant since) {
        int ended = 0;
        for (Fields info : access.fleet().info(arguments.text("name"))) {
            for (Fields life : info.list("lives")) {
                ended += Life.of(life).endMillis() >= since.toEpochMilli() ? 1 : 0;
            }
        }
        return ended;
    }
}
