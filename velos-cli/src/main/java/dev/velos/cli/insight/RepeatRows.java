package dev.velos.cli.insight;

import dev.velos.cli.output.Json;
import dev.velos.cli.output.Screen;
import dev.velos.cli.output.Style;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.event.Level;
import dev.velos.logs.summary.Pattern;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Each event once, with how often it came: {@code velos logs --dedupe}. In the order of their first coming. Owned by one answer. */
public final class RepeatRows {
    private static final int WIDEST = 400;
    private static final int SHORTEST = 160;

    private final Screen screen;
    private final ZoneId zone;

    public RepeatRows(Screen screen, ZoneId zone) {
        this.screen = screen;
        this.zone = zone;
    }

    /** @param maxTokens for a language model: as many as fit, the last ones */
    public void print(List<Pattern> patterns, Form form, int maxTokens) {
        List<Pattern> inOrder = new ArrayList<>(patterns);
        inOrder.sort(Comparator.comparingLong(Pattern::order));
        switch (form) {
            case TEXT -> inOrder.forEach(this::line);
            case JSON -> inOrder.forEach(pattern -> screen.out().line(Json.object(PatternRows.fields(pattern))));
            case AI -> screen.out().line(brief(inOrder, maxTokens));
        }
    }

    /** {@code [ERROR] Connection refused (x10847, first: 10:05:03, last: 10:47:22)}. */
    private void line(Pattern pattern) {
        if (pattern.count() == 1) {
            screen.out().line(Plain.of(pattern.example(), WIDEST));
            return;
        }
        if (pattern.level() != Level.NONE) {
            Style style = pattern.isError() ? Style.RED : pattern.level() == Level.WARN ? Style.YELLOW : Style.DIM;
            String word = "[" + pattern.level().word().toUpperCase(Locale.ROOT) + "]";
            screen.out().print(screen.paint(style, word)).print(" ");
        }
        screen.out()
                .print(Plain.of(pattern.template().text(), WIDEST))
                .line(screen.paint(Style.DIM, " (" + times(pattern) + ")"));
    }

    private String times(Pattern pattern) {
        String count = "x" + pattern.count();
        if (pattern.first().isEmpty()) {
            return count;
        }
        Moments moments = new Moments(zone);
        String first = moments.next(pattern.first());
        String last = moments.next(pattern.last());
        boolean oneDay = last.length() < first.length();
        return count + ", first: " + (oneDay ? first.substring(first.length() - last.length()) : first) + ", last: "
                + last;
    }

    private String brief(List<Pattern> inOrder, int maxTokens) {
        List<String> rows = new ArrayList<>();
        int tokens = 20;
        Moments moments = new Moments(zone);
        for (Pattern pattern : inOrder.reversed()) {
            String row =
                    PatternRows.row(pattern) + (pattern.last().isEmpty() ? "" : " @" + moments.next(pattern.last()));
            tokens += TokenBudget.tokens(row) + 2;
            if (tokens > maxTokens) {
                break;
            }
            rows.add(Plain.of(row, SHORTEST));
        }
        Fields.Builder fields = Fields.builder().putTexts("r", rows.reversed());
        if (rows.size() < inOrder.size()) {
            fields.put("more", inOrder.size() - rows.size());
        }
        return Json.object(fields.build());
    }
}
