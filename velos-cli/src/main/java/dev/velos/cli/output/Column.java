package dev.velos.cli.output;

import java.util.List;

/**
 * A column of a {@link Table}.
 *
 * @param keep columns with the lowest number go first where the terminal is too narrow
 * @param least how narrow its texts may be cut, in columns; {@link #WHOLE} where they may not be cut
 */
record Column(String title, Align align, int keep, int least, List<String> texts, List<Style> styles) {
    static final int WHOLE = Integer.MAX_VALUE;

    /** Where a text stands in its cell. */
    enum Align {
        LEFT,
        RIGHT
    }

    Column {
        texts = List.copyOf(texts);
        styles = List.copyOf(styles);
    }

    /** The width that its title and its texts want. */
    int naturalWidth() {
        int width = DisplayWidth.of(title);
        for (String text : texts) {
            width = Math.max(width, DisplayWidth.of(text));
        }
        return width;
    }

    /** The width below which it is of no use. */
    int leastWidth() {
        return Math.min(naturalWidth(), least);
    }

    boolean isEmpty() {
        for (String text : texts) {
            if (!text.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
