package dev.velos.logs.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of characters, as ranges in rising order that do not touch. Immutable. */
record CodePoints(List<Range> ranges) {
    static final int LAST = Character.MAX_CODE_POINT;
    private static final int LAST_ASCII = 0x7f;
    private static final int LAST_WITH_CASE = 0x1e943;

    /** From first to last, both within. */
    record Range(int first, int last) {}

    static final CodePoints DIGITS = ofRanges('0', '9');
    static final CodePoints WORD = ofRanges('0', '9', 'A', 'Z', '_', '_', 'a', 'z');
    static final CodePoints SPACE = ofRanges('\t', '\r', ' ', ' ');
    static final CodePoints NO_LINE_FEED = of('\n').negated();

    CodePoints {
        ranges = List.copyOf(ranges);
    }

    static CodePoints of(int character) {
        return new CodePoints(List.of(new Range(character, character)));
    }

    /** @param ends first and last of each range, in rising order */
    static CodePoints ofRanges(int... ends) {
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < ends.length; i += 2) {
            ranges.add(new Range(ends[i], ends[i + 1]));
        }
        return new CodePoints(ranges);
    }

    /** The union of ranges in any order. */
    static CodePoints union(List<Range> any) {
        List<Range> sorted = new ArrayList<>(any);
        sorted.sort(Comparator.comparingInt(Range::first));
        List<Range> merged = new ArrayList<>();
        for (Range range : sorted) {
            Range before = merged.isEmpty() ? null : merged.getLast();
            if (before != null && range.first <= before.last + 1) {
                merged.set(merged.size() - 1, new Range(before.first, Math.max(before.last, range.last)));
            } else {
                merged.add(range);
            }
        }
        return new CodePoints(merged);
    }

    CodePoints negated() {
        List<Range> rest = new ArrayList<>();
        int next = 0;
        for (Range range : ranges) {
            if (range.first > next) {
                rest.add(new Range(next, range.first - 1));
            }
            next = range.last + 1;
        }
        if (next <= LAST) {
            rest.add(new Range(next, LAST));
        }
        return new CodePoints(rest);
    }

    /** With the other case of each; ASCII letters get ASCII letters only. */
    CodePoints inAnyCase() {
        List<Range> all = new ArrayList<>(ranges);
        for (Range range : ranges) {
            for (int c = range.first; c <= Math.min(range.last, LAST_WITH_CASE); c++) {
                addOtherCases(c, all);
            }
        }
        return union(all);
    }

    private static void addOtherCases(int c, List<Range> into) {
        int upper = Character.toUpperCase(c);
        int lower = Character.toLowerCase(upper);
        for (int other : new int[] {upper, lower}) {
            if (other != c && c <= LAST_ASCII == other <= LAST_ASCII) {
                into.add(new Range(other, other));
            }
        }
    }

    /** Whether it holds every character beyond ASCII. */
    boolean hasAllBeyondAscii() {
        return !ranges.isEmpty() && ranges.getLast().last == LAST && ranges.getLast().first <= LAST_ASCII + 1;
    }

    /** Its only character; -1 where it has another number of them. */
    int single() {
        return ranges.size() == 1 && ranges.getFirst().first == ranges.getFirst().last ? ranges.getFirst().first : -1;
    }

    /** The lower case of an ASCII letter of which it holds both cases and nothing else; -1 for others. */
    int singleLetter() {
        if (ranges.size() != 2) {
            return -1;
        }
        int upper = new CodePoints(ranges.subList(0, 1)).single();
        int lower = new CodePoints(ranges.subList(1, 2)).single();
        return upper >= 'A' && upper <= 'Z' && lower == upper + ('a' - 'A') ? lower : -1;
    }
}
