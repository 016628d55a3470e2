package dev.velos.logs.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups shapes of one length by their root: the longest combination of words that occur equally often at their places
 * (Yu et al., "Brain: Log Parsing with Bidirectional Parallel Tree", TSC 2023). The constant words of one template are
 * such a combination, as they come together or not at all.
 */
final class Roots {
    private final Words words;
    private final List<Tokens> shapes;
    private final List<Integer> members;
    private final Map<Long, int[]> frequencies = new HashMap<>();

    Roots(Words words, List<Tokens> shapes, List<Integer> members) {
        this.words = words;
        this.shapes = shapes;
        this.members = members;
        for (int member : members) {
            Tokens shape = shapes.get(member);
            for (int column = 0; column < shape.count(); column++) {
                if (words.isWord(shape.at(column))) {
                    frequencies.computeIfAbsent(place(shape, column), key -> new int[1])[0]++;
                }
            }
        }
    }

    private static long place(Tokens shape, int column) {
        return (long) column << 32 | shape.at(column);
    }

    Collection<List<Integer>> groups() {
        Map<List<Long>, List<Integer>> byRoot = new LinkedHashMap<>();
        for (int member : members) {
            byRoot.computeIfAbsent(root(shapes.get(member)), key -> new ArrayList<>())
                    .add(member);
        }
        return byRoot.values();
    }

    private List<Long> root(Tokens shape) {
        Map<Integer, List<Long>> byFrequency = new HashMap<>();
        for (int column = 0; column < shape.count(); column++) {
            if (words.isWord(shape.at(column))) {
                long place = place(shape, column);
                byFrequency
                        .computeIfAbsent(frequencies.get(place)[0], key -> new ArrayList<>())
                        .add(place);
            }
        }
        List<Long> longest = List.of();
        int ofFrequency = 0;
        for (Map.Entry<Integer, List<Long>> entry : byFrequency.entrySet()) {
            int longer = Integer.compare(entry.getValue().size(), longest.size());
            if (longer > 0 || longer == 0 && entry.getKey() > ofFrequency) {
                longest = entry.getValue();
                ofFrequency = entry.getKey();
            }
        }
        return longest;
    }
}
