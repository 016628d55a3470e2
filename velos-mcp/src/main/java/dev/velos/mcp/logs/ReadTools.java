package dev.velos.mcp.logs;

import dev.velos.core.protocol.Fields;
import dev.velos.logs.event.Analyses;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.query.Cursor;
import dev.velos.logs.query.EventKnowledge;
import dev.velos.logs.query.Hit;
import dev.velos.logs.query.LogQuery;
import dev.velos.mcp.tool.Hints;
import dev.velos.mcp.tool.Paging;
import dev.velos.mcp.tool.Param;
import dev.velos.mcp.tool.Tokens;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolCall;
import dev.velos.mcp.tool.ToolResult;
import dev.velos.mcp.tool.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code log_read} and {@code log_search}. From a time on, they go forward, and a cursor goes on behind what was given;
 * else they give the last events that fit.
 */
record ReadTools(LogAccess access) {
    private static final long DEFAULT_LAST = 40;
    private static final int MOST_LAST = 2_000;
    private static final int MOST_CONTEXT = 20;
    private static final Param NAME = Param.text("name", "").required();
    private static final Param LAST = Param.whole("last", "newest N (without since)", 1, MOST_LAST);

    Tool read() {
        return new Tool(
                "log_read",
                "Log events: the newest, or from since on. Try log_summary first.",
                Hints.READS,
                List.of(
                        NAME,
                        LogAccess.SINCE,
                        LogAccess.UNTIL,
                        LogAccess.LEVEL,
                        LogAccess.STREAM,
                        LAST,
                        Paging.CURSOR_PARAM,
                        Paging.MAX_TOKENS_PARAM),
                Map.of("events", "array"),
                this::call);
    }

    Tool search() {
        return new Tool(
                "log_search",
                "Find log events by regex; traces count as one event.",
                Hints.READS,
                List.of(
                        NAME,
                        Param.text("pattern", "").required(),
                        Param.of("ignore_case", Param.Type.FLAG, ""),
                        Param.whole("context", "events around", 0, MOST_CONTEXT),
                        LogAccess.SINCE,
                        LogAccess.UNTIL,
                        LogAccess.LEVEL,
                        LAST,
                        Paging.CURSOR_PARAM,
                        Paging.MAX_TOKENS_PARAM),
                Map.of("events", "array"),
                this::call);
    }

    private ToolResult call(ToolCall call) {
        LogQuery query = access.query(call.arguments())
                .withContext((int) call.arguments().number("context", 0));
        boolean forward = query.span().since().isPresent() || call.arguments().has("cursor");
        Analyses analyses = access.analyses(query.sources());
        LogQuery folded = query.withFolding(LogAccess.folding(analyses));
        EventKnowledge knowledge = LogAccess.knowledge(analyses);
        return forward ? forward(folded, knowledge, call.paging()) : newest(folded, knowledge, call);
    }

    /** The newest of the last ones, as many as fit. */
    private static ToolResult newest(LogQuery query, EventKnowledge knowledge, ToolCall call) {
        Deque<EventRow> rows = new ArrayDeque<>();
        query.withLast(call.arguments().number("last", DEFAULT_LAST))
                .run(knowledge, each(hit -> rows.addLast(EventRow.of(hit))));
        EventPage page = new EventPage(query.sources(), call.paging().tokens());
        Deque<EventRow> told = new ArrayDeque<>();
        while (!rows.isEmpty() && page.add(rows.peekLast())) {
            told.addFirst(rows.removeLast());
        }
        return page.result(new ArrayList<>(told), rows.size(), Optional.empty());
    }

    /** From the beginning, or the cursor, until it is full. */
    private static ToolResult forward(LogQuery query, EventKnowledge knowledge, Paging paging) {
        Optional<Cursor> start = paging.position().map(ReadTools::cursor);
        LogQuery rest = start.isPresent() ? start.get().rest(query) : query;
        EventPage page = new EventPage(query.sources(), paging.tokens());
        Filling filling = new Filling(page, new Cursor.Tracker(start));
        rest.run(knowledge, filling);
        Optional<String> next = filling.isFull
                ? Optional.of(paging.cursor(filling.tracker.cursor().text()))
                : Optional.empty();
        return page.result(filling.rows, 0, next);
    }

    private static Cursor cursor(String text) {
        return Cursor.parse(text).orElseThrow(() -> Paging.unusable("The cursor is damaged."));
    }

    /** Takes events until the page is full. */
    private static final class Filling implements Sink<Hit> {
        private final EventPage page;
        private final Cursor.Tracker tracker;
        private final List<EventRow> rows = new ArrayList<>();
        private boolean isFull;

        Filling(EventPage page, Cursor.Tracker tracker) {
            this.page = page;
            this.tracker = tracker;
        }

        @Override
        public void accept(Hit hit) {
            EventRow row = EventRow.of(hit);
            if (isFull || !page.add(row)) {
                isFull = true;
                return;
            }
            rows.add(row);
            if (hit.role().isMatch()) {
                tracker.given(hit.event());
            }
        }

        @Override
        public boolean hasEnough() {
            return isFull;
        }

        @Override
        public void end() {
            // what was taken is in the rows
        }
    }

    private static Sink<Hit> each(Consumer<Hit> consumer) {
        return new Sink<>() {
            @Override
            public void accept(Hit hit) {
                consumer.accept(hit);
            }

            @Override
            public void end() {
                // nothing was held back
            }
        };
    }

    /** One page of events: whether they fit, and what they are told as. */
    private static final class EventPage {
        private final boolean named;
        private final int tokens;
        private int used;

        EventPage(List<LogSource> sources, int tokens) {
            named = sources.stream().map(it -> it.label()).distinct().count() > 1;
            this.tokens = tokens;
        }

        /** Whether there is room; the first one is always taken. */
        boolean add(EventRow row) {
            int more =
                    Math.max(Tokens.of(row.line(named)), Tokens.of(row.fields().toString()));
            if (used > 0 && used + more > tokens) {
                return false;
            }
            used += more;
            return true;
        }

        ToolResult result(List<EventRow> rows, int left, Optional<String> cursor) {
            List<String> lines = new ArrayList<>();
            lines.add(rows.isEmpty() ? "nothing found" : heading(rows.getFirst()));
            if (left > 0) {
                lines.add("... " + left + " earlier ones left out; narrow it, or read from since on");
            }
            rows.forEach(row -> lines.add(row.line(named)));
            cursor.ifPresent(it -> lines.add("... there may be more; cursor " + it));
            Fields.Builder fields = Fields.builder()
                    .putList("events", rows.stream().map(EventRow::fields).toList());
            if (left > 0) {
                fields.put("left_out", left);
            }
            cursor.ifPresent(it -> fields.put("cursor", it));
            return ToolResult.of(String.join("\n", lines), fields.build());
        }

        /** The day that the times below belong to, and how long ago the first was. */
        private static String heading(EventRow first) {
            if (first.micros() == LogEvent.NO_TIME) {
                return "times unknown";
            }
            long millis = first.instant().toEpochMilli();
            return "UTC, from " + Words.when(millis, System.currentTimeMillis());
        }
    }
}
