package dev.velos.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Columns side by side: in boxes on a terminal, else apart by two blanks. Fitted to the width by cutting texts, then
 * by leaving columns out. Immutable.
 */
final class Table {
    private static final int BOX_COST = 3;
    private static final int PLAIN_COST = 2;

    private final List<Column> columns;
    private final int[] widths;
    private final int rows;
    private final Terminal terminal;

    Table(List<Column> columns, Terminal terminal) {
        this.terminal = terminal;
        this.columns = fitting(columns, terminal.width());
        this.widths = widths(this.columns, terminal.width());
        this.rows = columns.getFirst().texts().size();
    }

    String text() {
        StringBuilder text = new StringBuilder(1024);
        rule(text, terminal.glyphs().top);
        row(text, -1);
        rule(text, terminal.glyphs().middle);
        for (int i = 0; i < rows; i++) {
            row(text, i);
        }
        rule(text, terminal.glyphs().bottom);
        return text.toString();
    }

    private List<Column> fitting(List<Column> all, OptionalInt limit) {
        List<Column> kept = new ArrayList<>(all);
        while (limit.isPresent() && kept.size() > 1 && leastTotal(kept) > limit.getAsInt()) {
            int victim = 0;
            for (int i = 1; i < kept.size(); i++) {
                if (kept.get(i).keep() < kept.get(victim).keep()) {
                    victim = i;
                }
            }
            kept.remove(victim);
        }
        return kept;
    }

    private int leastTotal(List<Column> kept) {
        int total = frame(kept.size());
        for (Column column : kept) {
            total += column.leastWidth();
        }
        return total;
    }

    private int frame(int count) {
        return terminal.interactive() ? BOX_COST * count + 1 : PLAIN_COST * (count - 1);
    }

    /** Natural widths, taken back column by column, the widest first, until the row fits. */
    private int[] widths(List<Column> kept, OptionalInt limit) {
        int[] result = new int[kept.size()];
        int total = frame(kept.size());
        for (int i = 0; i < result.length; i++) {
            result[i] = kept.get(i).naturalWidth();
            total += result[i];
        }
        while (limit.isPresent() && total > limit.getAsInt()) {
            int widest = widestToCut(kept, result);
            if (widest < 0) {
                break;
            }
            result[widest]--;
            total--;
        }
        return result;
    }

    private static int widestToCut(List<Column> kept, int[] current) {
        int widest = -1;
        for (int i = 0; i < current.length; i++) {
            if (current[i] > kept.get(i).leastWidth() && (widest < 0 || current[i] > current[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private void rule(StringBuilder text, String corners) {
        if (!terminal.interactive()) {
            return;
        }
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            rule.append(corners.charAt(i == 0 ? 0 : 1));
            rule.repeat(terminal.glyphs().horizontal, widths[i] + 2);
        }
        text.append(dim(rule.append(corners.charAt(2)).toString())).append('\n');
    }

    private void row(StringBuilder text, int index) {
        int start = text.length();
        String bar = dim(terminal.glyphs().vertical);
        for (int i = 0; i < widths.length; i++) {
            if (terminal.interactive()) {
                text.append(bar).append(' ');
            } else if (i > 0) {
                text.append("  ");
            }
            cell(text, columns.get(i), index, widths[i]);
            text.append(terminal.interactive() ? " " : "");
        }
        if (terminal.interactive()) {
            text.append(bar);
        } else {
            trimEnd(text, start);
        }
        text.append('\n');
    }

    private void cell(StringBuilder text, Column column, int index, int width) {
        String whole = index < 0 ? column.title() : column.texts().get(index);
        Style style = index < 0 ? Style.BOLD : column.styles().get(index);
        String shown = DisplayWidth.fit(whole, width, terminal.glyphs().cut);
        int padding = width - DisplayWidth.of(shown);
        String painted = terminal.colours() ? style.paint(shown) : shown;
        switch (column.align()) {
            case LEFT -> text.append(painted).repeat(' ', padding);
            case RIGHT -> text.repeat(' ', padding).append(painted);
        }
    }

    private static void trimEnd(StringBuilder text, int start) {
        int end = text.length();
        while (end > start && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
    }

    private String dim(String frame) {
        return terminal.colours() ? Style.DIM.paint(frame) : frame;
    }
}
