package dev.velos.cli.insight;

import dev.velos.cli.output.Json;
import dev.velos.cli.output.Screen;
import dev.velos.cli.output.Style;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.event.Level;
import dev.velos.logs.summary.Pattern;
import dev.velos.logs.trend.Trend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Patterns with their counts, shares and trends: {@code velos logs --patterns}. Owned by one answer. */
public final class PatternRows {
    private static final int SHOWN = 30;
    private static final int WIDEST = 400;
    private static final int SHORTEST = 120;

    private final Screen screen;

    public PatternRows(Screen screen) {
        this.screen = screen;
    }

    /** @param maxTokens for a language model: as many patterns as fit, the most frequent first */
    public void print(List<Pattern> patterns, Form form, int maxTokens) {
        switch (form) {
            case TEXT -> table(patterns, SHOWN);
            case JSON ->
                screen.out()
                        .line(Json.array(
                                patterns.stream().map(PatternRows::fields).toList()));
            case AI -> screen.out().line(brief(patterns, maxTokens));
        }
    }

    void table(List<Pattern> patterns, int shown) {
        screen.out().line(screen.paint(Style.DIM, "     COUNT   SHARE  TREND      LEVEL  PATTERN"));
        for (Pattern pattern : patterns.subList(0, Math.min(shown, patterns.size()))) {
            screen.out()
                    .print(right(Counts.grouped(pattern.count()), 10))
                    .print(right(Counts.percent(pattern.share()), 8))
                    .print("  ")
                    .print(paint(pattern.trend(), left(pattern.trend().word(), 11)))
                    .print(paint(
                            pattern.level(),
                            left(
                                    pattern.level() == Level.NONE
                                            ? "-"
                                            : pattern.level().word(),
                                    7)))
                    .line(Plain.of(pattern.template().text(), WIDEST));
        }
        if (patterns.size() > shown) {
            long others =
                    patterns.stream().skip(shown).mapToLong(Pattern::count).sum();
            screen.out()
                    .line(right(Counts.grouped(others), 10) + "  in " + Counts.grouped(patterns.size() - shown)
                            + " more patterns; --json has them all");
        }
    }

    private String paint(Trend trend, String text) {
        return switch (trend) {
            case STABLE -> screen.paint(Style.DIM, text);
            case RISING, NEW -> screen.paint(Style.YELLOW, text);
            case DECLINING, VANISHED -> text;
        };
    }

    private String paint(Level level, String text) {
        return level.isAtLeast(Level.ERROR)
                ? screen.paint(Style.RED, text)
                : level == Level.WARN ? screen.paint(Style.YELLOW, text) : text;
    }

    static Fields fields(Pattern pattern) {
        Fields.Builder fields = Fields.builder()
                .put("id", pattern.template().id())
                .put("template", pattern.template().text())
                .put("level", pattern.level().word())
                .put("count", pattern.count())
                .put("share", Math.round(pattern.share() * 1e6) / 1e6)
                .put("trend", pattern.trend().word());
        putTime(fields, "first_ms", pattern.first());
        putTime(fields, "last_ms", pattern.last());
        return fields.put("example", pattern.example()).build();
    }

    static void putTime(Fields.Builder fields, String name, Optional<Instant> time) {
        time.ifPresent(it -> fields.put(name, it.toEpochMilli()));
    }

    private static String brief(List<Pattern> patterns, int maxTokens) {
        List<String> rows = new ArrayList<>();
        int tokens = 20;
        for (Pattern pattern : patterns) {
            String row = row(pattern);
            tokens += TokenBudget.tokens(row) + 2;
            if (tokens > maxTokens) {
                break;
            }
            rows.add(row);
        }
        Fields.Builder fields = Fields.builder().putTexts("p", rows);
        if (rows.size() < patterns.size()) {
            fields.put("more", patterns.size() - rows.size());
        }
        return Json.object(fields.build());
    }

    /** {@code 45K i served <path>}, with the trend behind where it is not stable: {@code +} or {@code -}, {@code new}, {@code gone}. */
    static String row(Pattern pattern) {
        String level = pattern.level() == Level.NONE
                ? ""
                : " " + pattern.level().word().charAt(0);
        String trend = switch (pattern.trend()) {
            case RISING -> " +";
            case DECLINING -> " -";
            case NEW -> " new";
            case VANISHED -> " gone";
            case STABLE -> "";
        };
        return Counts.brief(pattern.count()) + level + trend + " "
                + Plain.of(pattern.template().text(), SHORTEST);
    }

    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
