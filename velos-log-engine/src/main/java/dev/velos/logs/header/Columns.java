package dev.velos.logs.header;

import java.util.List;
import java.util.function.Predicate;

/** Shares of the pieces that sampled lines have at each place of their beginning. */
final class Columns {
    private final List<HeaderLearner.Sighting[]> rows;

    Columns(List<HeaderLearner.Sighting[]> rows) {
        this.rows = rows;
    }

    private double share(int column, Predicate<HeaderLearner.Sighting> wanted) {
        int count = 0;
        for (HeaderLearner.Sighting[] row : rows) {
            if (column < row.length && wanted.test(row[column])) {
                count++;
            }
        }
        return (double) count / rows.size();
    }

    double share(int column, Part part) {
        return share(column, seen -> seen.part() == part);
    }

    /** Words and capital letters that name a level. */
    double levels(int column) {
        return share(column, seen -> seen.part() == Part.LEVEL || seen.part() == Part.LETTER);
    }

    double closed(int column) {
        return share(column, HeaderLearner.Sighting::closed);
    }

    double host(int column) {
        return share(column, seen -> seen.host() && seen.part() != Part.TAG);
    }

    double dotted(int column) {
        return share(column, seen -> seen.part() == Part.WORD && seen.dotted());
    }

    /** The share of lines with a dash or a colon alone behind one to so many words. */
    double dashAfter(int column, int words) {
        int count = 0;
        for (HeaderLearner.Sighting[] row : rows) {
            int i = column + 1;
            while (i < row.length && i <= column + words && row[i].part() != Part.RULE) {
                i++;
            }
            if (column < row.length && row[column].part() == Part.WORD && i < row.length && i <= column + words) {
                count++;
            }
        }
        return (double) count / rows.size();
    }

    /** What stands in a column of the header. */
    Slot kind(int column, double most) {
        if (share(column, Part.TIME) >= most) {
            return Slot.TIME;
        }
        if (levels(column) >= most) {
            return Slot.LEVEL;
        }
        if (share(column, Part.NUMBER) >= 0.99) {
            return Slot.NUMBER;
        }
        if (share(column, Part.RULE) >= 0.99) {
            return Slot.RULE;
        }
        return share(column, Part.BRACKET) >= 0.99 ? Slot.BRACKET : Slot.WORD;
    }
}
