package dev.velos.logs.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The columns of a group of shapes with the same number of tokens: which are the same, and which vary. */
final class Columns {
    /** A column with at most so many different words is parted, not variable. */
    private static final int FEW = 4;
    /** The same for words in capitals, which are states and kinds more often than values. */
    private static final int FEW_CAPITALS = 10;
    /** The same for the first word, which seldom is a value: Drain's tree rests on that. */
    private static final int FEW_FIRST = 24;
    /** A word behind one of these is a name that somebody chose. */
    private static final Set<String> NAMING = Set.of("user", "username", "host", "hostname");

    private final Words words;
    private final List<Tokens> shapes;
    private final List<Integer> members;
    private final Tokens first;
    private final List<Set<Integer>> distinct = new ArrayList<>();
    private final boolean weak;

    Columns(Words words, List<Tokens> shapes, List<Integer> members) {
        this.words = words;
        this.shapes = shapes;
        this.members = members;
        first = shapes.get(members.getFirst());
        int constant = 0;
        int varying = 0;
        for (int column = 0; column < first.count(); column++) {
            Set<Integer> values = values(column);
            distinct.add(values);
            varying += values.size() > 1 ? 1 : 0;
            constant += values.size() == 1 && words.isWord(first.at(column)) ? 1 : 0;
        }
        weak = constant < varying;
    }

    private Set<Integer> values(int column) {
        Set<Integer> values = HashSet.newHashSet(4);
        for (int member : members) {
            values.add(value(shapes.get(member).at(column)));
        }
        return values;
    }

    /** All masks are one value. */
    static int value(int token) {
        return Words.isMask(token) ? Words.ANY : token;
    }

    /** The column with the fewest different words of those that vary and are not held to be variable; -1 for none. */
    int narrowest(boolean[] variable) {
        int narrowest = -1;
        for (int column = 0; column < variable.length; column++) {
            int size = distinct.get(column).size();
            if (size > 1
                    && !variable[column]
                    && (narrowest < 0 || size < distinct.get(narrowest).size())) {
                narrowest = column;
            }
        }
        return narrowest;
    }

    /** Whether what stands there is a value. Where most columns vary, the shapes have too little in common for one. */
    boolean isVariable(int column) {
        Set<Integer> values = distinct.get(column);
        if (weak) {
            return false;
        }
        if (values.contains(Words.ANY) || column > 0 && NAMING.contains(before(column))) {
            return true;
        }
        if (column == 0) {
            return values.size() > FEW_FIRST;
        }
        return values.size() > (values.stream().allMatch(words::isCapitals) ? FEW_CAPITALS : FEW);
    }

    private String before(int column) {
        return words.text(first.at(column - 1)).toLowerCase(Locale.ROOT);
    }

    /** The members by what stands in that column. */
    Collection<List<Integer>> along(int column) {
        Map<Integer, List<Integer>> parts = new LinkedHashMap<>();
        for (int member : members) {
            parts.computeIfAbsent(value(shapes.get(member).at(column)), key -> new ArrayList<>())
                    .add(member);
        }
        return parts.values();
    }

    /** What the members have in common. */
    Tokens template() {
        int[] common = first.numbers().clone();
        for (int member : members) {
            Tokens shape = shapes.get(member);
            for (int column = 0; column < common.length; column++) {
                if (common[column] != shape.at(column)) {
                    common[column] = Words.ANY;
                }
            }
        }
        return new Tokens(common, first.blanks());
    }
}
