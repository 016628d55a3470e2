package dev.velos.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tomlj.TomlPosition;

/** Collects what is wrong with one file. Owned by the loader for one load. */
final class Problems {
    private static final int MAX_LENGTH = 500;

    /** A remedy is ours, and may list every key. */
    private static final int MAX_REMEDY_LENGTH = 2_000;

    private final Path file;
    private final List<ConfigProblem> found = new ArrayList<>();

    Problems(Path file) {
        this.file = file;
    }

    void add(TomlPosition position, String message, String remedy) {
        found.add(new ConfigProblem(
                file,
                position.line(),
                position.column(),
                shown(message, MAX_LENGTH),
                shown(remedy, MAX_REMEDY_LENGTH)));
    }

    /** A problem with another file that this one names. */
    void addIn(Path other, int line, int column, String message, String remedy) {
        found.add(new ConfigProblem(other, line, column, shown(message, MAX_LENGTH), shown(remedy, MAX_REMEDY_LENGTH)));
    }

    /** A problem with the file as a whole. */
    void addForFile(String message, String remedy) {
        found.add(new ConfigProblem(file, 0, 0, message, remedy));
    }

    /** Messages quote the file: one line of it for a terminal, whatever the file holds. */
    private static String shown(String text, int longest) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && i < longest; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? '?' : c);
        }
        return text.length() > longest ? shown.append("...").toString() : shown.toString();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<ConfigProblem> inOrder() {
        return found.stream()
                .sorted(Comparator.comparing(
                                (ConfigProblem problem) -> !problem.file().equals(file))
                        .thenComparing(ConfigProblem.BY_POSITION))
                .toList();
    }
}
