package dev.velos.cli.insight;

import dev.velos.cli.output.Json;
import dev.velos.cli.output.Screen;
import dev.velos.cli.output.Style;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.dedupe.Repeats;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.Sink;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * What came again within a window, as soon as that has passed: {@code velos logs --dedupe --window}. Owned by one
 * answer; for a language model the last rows that fit are kept.
 */
public final class WindowRows implements Sink<Repeats> {
    private static final int WIDEST = 400;
    private static final int SHORTEST = 160;
    private static final int FRAME_TOKENS = 20;

    private final Screen screen;
    private final ZoneId zone;
    private final Form form;
    private final int maxTokens;
    private final Deque<String> kept = new ArrayDeque<>();
    private int tokens = FRAME_TOKENS;
    private long left;

    /** @param maxTokens for a language model */
    public WindowRows(Screen screen, ZoneId zone, Form form, int maxTokens) {
        this.screen = screen;
        this.zone = zone;
        this.form = form;
        this.maxTokens = maxTokens;
    }

    @Override
    public void accept(Repeats repeats) {
        switch (form) {
            case TEXT -> line(repeats);
            case JSON -> screen.out().line(Json.object(fields(repeats)));
            case AI -> keep(row(repeats));
        }
    }

    @Override
    public void end() {
        if (form == Form.AI) {
            Fields.Builder fields = Fields.builder().putTexts("r", List.copyOf(kept));
            if (left > 0) {
                fields.put("more", left);
            }
            screen.out().line(Json.object(fields.build()));
        }
        screen.out().flush();
    }

    private void line(Repeats repeats) {
        if (repeats.count() > 1 && repeats.level() != Level.NONE) {
            Style style = repeats.level().isAtLeast(Level.ERROR) ? Style.RED : Style.DIM;
            String word = "[" + repeats.level().word().toUpperCase(Locale.ROOT) + "]";
            screen.out().print(screen.paint(style, word)).print(" ");
        }
        screen.out()
                .print(Plain.of(repeats.example(), WIDEST))
                .line(repeats.count() > 1 ? screen.paint(Style.DIM, " (" + times(repeats) + ")") : "");
    }

    private String times(Repeats repeats) {
        if (repeats.firstMicros() == LogEvent.NO_TIME) {
            return "x" + repeats.count();
        }
        Moments moments = new Moments(zone);
        return "x" + repeats.count() + ", first: " + moments.next(time(repeats.firstMicros())) + ", last: "
                + moments.next(time(repeats.lastMicros()));
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static Fields fields(Repeats repeats) {
        Fields.Builder fields =
                Fields.builder().put("level", repeats.level().word()).put("count", repeats.count());
        if (repeats.firstMicros() != LogEvent.NO_TIME) {
            fields.put("first_ms", Math.floorDiv(repeats.firstMicros(), 1000L))
                    .put("last_ms", Math.floorDiv(repeats.lastMicros(), 1000L));
        }
        return fields.put("example", repeats.example()).build();
    }

    private static String row(Repeats repeats) {
        String level = repeats.level() == Level.NONE
                ? ""
                : " " + repeats.level().word().charAt(0);
        return Counts.brief(repeats.count()) + level + " " + Plain.of(repeats.example(), SHORTEST);
    }

    private void keep(String row) {
        kept.addLast(row);
        tokens += TokenBudget.tokens(row) + 2;
        while (tokens > maxTokens && !kept.isEmpty()) {
            tokens -= TokenBudget.tokens(kept.removeFirst()) + 2;
            left++;
        }
    }
}
