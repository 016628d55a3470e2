package dev.velos.config;

import java.util.List;
import java.util.Optional;

/** The tables that the names of {@link ProcessKeys} make. */
final class ProcessTable {
    private ProcessTable() {}

    /** The key of that name in the table of that prefix, which is "" or such as "log.". */
    static Optional<Key<?>> key(String prefix, String name) {
        return name.indexOf('.') >= 0
                ? Optional.empty()
                : ProcessKeys.ALL.stream()
                        .filter(key -> key.name().equals(prefix + name))
                        .findFirst();
    }

    /** Whether there is a table of that name in it. */
    static boolean isTable(String prefix, String name) {
        return name.indexOf('.') < 0
                && ProcessKeys.ALL.stream().anyMatch(key -> key.name().startsWith(prefix + name + "."));
    }

    /** The names of its keys and tables. */
    static List<String> names(String prefix) {
        return ProcessKeys.ALL.stream()
                .map(Key::name)
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .map(name -> name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.')))
                .distinct()
                .toList();
    }
}
