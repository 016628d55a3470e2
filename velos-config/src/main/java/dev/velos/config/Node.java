package dev.velos.config;

import java.util.ArrayList;
import java.util.List;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A value of the file and where it stands.
 *
 * @param name the key as the user reads it, in its table: {@code kill_timeout}, {@code log.max_size}, {@code args[2]}
 * @param position of the key, of an element in an array, or of a table's header
 */
record Node(String name, Object value, TomlPosition position) {
    /** The value under a key of a table. */
    static Node in(TomlTable table, String key, String name) {
        List<String> path = List.of(key);
        return new Node(name, table.get(path), table.inputPositionOf(path));
    }

    Node withValue(Object other) {
        return new Node(name, other, position);
    }

    /** Its name without that of its table. */
    String lastName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The elements of an array, named by their index from 0. */
    List<Node> elements(TomlArray array) {
        List<Node> elements = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            elements.add(new Node(name + "[" + i + "]", array.get(i), array.inputPositionOf(i)));
        }
        return elements;
    }

    /** The values of a table. */
    List<Node> children(TomlTable table) {
        return table.keySet().stream()
                .map(key -> in(table, key, name + "." + key))
                .toList();
    }

    /** What the value is, in words. */
    String kind() {
        return switch (value) {
            case String text -> "a text";
            case Long number -> "a whole number";
            case Double number -> "a number with a fraction";
            case Boolean flag -> "true or false";
            case TomlArray array -> "a list";
            case TomlTable table -> "a table";
            default -> "a date or time";
        };
    }
}
