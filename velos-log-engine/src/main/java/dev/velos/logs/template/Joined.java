package dev.velos.logs.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups as they are found, those joined into one whose templates differ only in the number of values that follow each
 * other at a place, or in whether parentheses set apart by a blank are empty. The first one's template stands for all.
 */
final class Joined {
    private final Words words;
    private final Map<List<Integer>, Group> byKey = new LinkedHashMap<>();

    Joined(Words words) {
        this.words = words;
    }

    void add(Tokens template, List<Integer> members) {
        Group group = new Group(template, members.stream().mapToInt(i -> i).toArray());
        byKey.merge(key(template), group, Joined::join);
    }

    List<Group> groups() {
        return List.copyOf(byKey.values());
    }

    private static Group join(Group one, Group other) {
        int[] members = Arrays.copyOf(one.members(), one.members().length + other.members().length);
        System.arraycopy(other.members(), 0, members, one.members().length, other.members().length);
        return new Group(one.template(), members);
    }

    private List<Integer> key(Tokens template) {
        List<Integer> key = new ArrayList<>();
        for (int column = 0; column < template.count(); column++) {
            int value = Columns.value(template.at(column));
            if (emptyParentheses(template, column)) {
                key.add(Words.ANY);
            }
            if (value != Words.ANY || key.isEmpty() || key.getLast() != Words.ANY) {
                key.add(value);
            }
        }
        return key;
    }

    private boolean emptyParentheses(Tokens template, int column) {
        return column > 0
                && template.blanks()[column - 1]
                && words.text(template.at(column)).equals(")")
                && words.text(template.at(column - 1)).equals("(");
    }
}
