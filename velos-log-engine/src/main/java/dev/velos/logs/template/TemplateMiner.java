package dev.velos.logs.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the templates of a set of normalized messages. As in Drain (He et al., ICWS 2017) messages are first parted by
 * their number of tokens; as in Brain (Yu et al., TSC 2023) those of one length are then grouped by the longest
 * combination of words that are equally frequent, and a group is parted along the columns with few different words,
 * while columns with many are variable ({@link Columns}). At last templates that differ only in how many values stand
 * at a place are one ({@link Joined}). It works on distinct shapes, not on lines, and keeps their order, so the same
 * shapes give the same templates.
 */
final class TemplateMiner {
    private final Words words;
    private final List<Tokens> shapes;

    TemplateMiner(Words words, List<Tokens> shapes) {
        this.words = words;
        this.shapes = shapes;
    }

    List<Group> mine() {
        Map<Integer, List<Integer>> byLength = new LinkedHashMap<>();
        for (int i = 0; i < shapes.size(); i++) {
            byLength.computeIfAbsent(shapes.get(i).count(), count -> new ArrayList<>())
                    .add(i);
        }
        Joined joined = new Joined(words);
        for (List<Integer> sameLength : byLength.values()) {
            for (List<Integer> sameRoot : new Roots(words, shapes, sameLength).groups()) {
                part(sameRoot, new boolean[shapes.get(sameRoot.getFirst()).count()], joined);
            }
        }
        return joined.groups();
    }

    /** Parts a group along one column, or holds that the column is variable, until nothing is open. */
    private void part(List<Integer> group, boolean[] variable, Joined joined) {
        Columns columns = new Columns(words, shapes, group);
        int column = columns.narrowest(variable);
        while (column >= 0 && columns.isVariable(column)) {
            variable[column] = true;
            column = columns.narrowest(variable);
        }
        if (column < 0) {
            joined.add(columns.template(), group);
            return;
        }
        for (List<Integer> part : columns.along(column)) {
            part(part, variable.clone(), joined);
        }
    }
}
