package dev.velos.logs.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Learns from a sample of a stream which pieces its lines begin with. The columns that hold a time or a level in most
 * lines are the anchors; everything up to the last of them is header. Behind it pids, a thread in brackets, a host, a
 * logger and dashes are taken along while nearly all lines have them.
 */
final class HeaderLearner {
    private static final int COLUMNS = 14;
    private static final int FIRST_ANCHOR = 6;
    private static final int GAP = 5;
    private static final double MOST = 0.8;
    private static final double NEARLY_ALL = 0.95;
    private final List<Sighting[]> lines = new ArrayList<>();

    /** One piece of a sampled line. */
    record Sighting(Part part, boolean closed, boolean host, boolean dotted) {}

    void add(byte[] b, int from, int to, Parts parts) {
        List<Sighting> row = new ArrayList<>();
        parts.begin(b, from, to);
        boolean syslogTime = false;
        while (row.size() < COLUMNS && parts.next()) {
            row.add(new Sighting(parts.part(), parts.closed(), syslogTime, dotted(b, parts)));
            syslogTime = parts.part() == Part.TIME && b[parts.start()] >= 'A';
        }
        lines.add(row.toArray(Sighting[]::new));
    }

    private static boolean dotted(byte[] b, Parts parts) {
        boolean dot = false;
        for (int i = parts.start(); i < parts.end(); i++) {
            boolean letter = b[i] >= 'a' && b[i] <= 'z' || b[i] >= 'A' && b[i] <= 'Z' || b[i] == '_' || b[i] == '$';
            dot |= b[i] == '.' && i > parts.start();
            if (!letter && b[i] != '.' && !DateText.digit(b[i])) {
                return false;
            }
        }
        return dot;
    }

    /** Nothing where the lines have no common beginning with a time or a level. */
    Optional<HeaderForm> learn() {
        List<Sighting[]> alike = alike();
        if (alike.size() < 2 || alike.size() < lines.size() * 0.3) {
            return Optional.empty();
        }
        Columns columns = new Columns(alike);
        int last = lastAnchor(columns);
        if (last < 0) {
            return Optional.empty();
        }
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            slots.add(columns.kind(i, MOST));
        }
        behind(columns, last + 1, slots);
        return Optional.of(new HeaderForm(slots));
    }

    /** The lines whose first time stands where most have it; without times, those whose first level does. */
    private List<Sighting[]> alike() {
        for (Part wanted : new Part[] {Part.TIME, Part.LEVEL}) {
            List<List<Sighting[]>> byColumn = new ArrayList<>();
            for (int i = 0; i <= FIRST_ANCHOR; i++) {
                byColumn.add(new ArrayList<>());
            }
            for (Sighting[] row : lines) {
                int first = first(row, wanted);
                if (first >= 0) {
                    byColumn.get(first).add(row);
                }
            }
            List<Sighting[]> best = byColumn.getFirst();
            for (List<Sighting[]> rows : byColumn) {
                best = rows.size() > best.size() ? rows : best;
            }
            if (best.size() >= 2 && best.size() >= lines.size() * 0.3) {
                return best;
            }
        }
        return List.of();
    }

    private static int first(Sighting[] row, Part wanted) {
        for (int i = 0; i < Math.min(row.length, FIRST_ANCHOR + 1); i++) {
            if (row[i].part == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int lastAnchor(Columns columns) {
        int last = -1;
        for (int i = 0; i < COLUMNS - 2; i++) {
            boolean anchor = columns.share(i, Part.TIME) >= MOST || columns.levels(i) >= MOST;
            if (anchor && i - last <= (last < 0 ? FIRST_ANCHOR + 1 : GAP)) {
                last = i;
            }
        }
        return last;
    }

    private static void behind(Columns columns, int from, List<Slot> slots) {
        int column = from;
        int numbers = 0;
        int brackets = 0;
        boolean named = false;
        while (column < COLUMNS - 1) {
            if (numbers < 2 && columns.share(column, Part.NUMBER) >= NEARLY_ALL) {
                numbers++;
                slots.add(Slot.NUMBER);
            } else if (brackets < 2 && columns.share(column, Part.BRACKET) >= 0.9) {
                brackets++;
                slots.add(Slot.BRACKET);
            } else if (columns.share(column, Part.RULE) >= 0.9) {
                slots.add(Slot.RULE);
            } else if (columns.closed(column) >= NEARLY_ALL) {
                slots.add(Slot.WORD);
            } else if (columns.host(column) >= 0.9 && columns.share(column, Part.TAG) < 0.1) {
                slots.add(Slot.HOST);
            } else if (columns.dashAfter(column, 3) >= MOST) {
                break;
            } else if (!named && columns.dotted(column) >= NEARLY_ALL && columns.share(column, Part.TAG) < 0.1) {
                named = true;
                slots.add(Slot.WORD);
            } else {
                break;
            }
            column++;
        }
        name(columns, column, slots);
    }

    /** A logger at the end: {@code name:}, or one to three words and a dash. */
    private static void name(Columns columns, int column, List<Slot> slots) {
        if (columns.share(column, Part.TAG) >= 0.5) {
            slots.add(Slot.TAG);
            return;
        }
        if (columns.dashAfter(column, 3) >= MOST) {
            slots.add(Slot.NAME_AND_DASH);
        }
    }
}
