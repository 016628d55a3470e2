package dev.velos.config;

import java.util.ArrayList;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlPosition;

/**
 * Finds the line that the parser fails on. tomlj 2.2.0 throws a NullPointerException instead of reporting some broken
 * lines, such as {@code log = { max_files = , }}, and then knows no position; of others it trips over assertions of its
 * own, where these are enabled.
 */
final class ParserDefect {
    private static final int LOOK_BACK = 20;

    private ParserDefect() {}

    /** The beginning of the first line without which the parser does not fail, in a text that it fails on. */
    static TomlPosition position(String text) {
        List<String> lines = text.lines().toList();
        List<String> failing = shortestFailing(lines);
        int line = failing.size();
        // the parser looks ahead, so that it may fail only in view of a line behind the broken one
        for (int i = Math.max(0, failing.size() - LOOK_BACK); i < failing.size(); i++) {
            List<String> without = new ArrayList<>(failing);
            without.set(i, "");
            if (!fails(without)) {
                line = i + 1;
                break;
            }
        }
        return TomlPosition.positionAt(line, 1);
    }

    private static List<String> shortestFailing(List<String> lines) {
        int sound = 0;
        int failing = lines.size();
        while (failing - sound > 1) {
            int middle = (sound + failing) / 2;
            if (fails(lines.subList(0, middle))) {
                failing = middle;
            } else {
                sound = middle;
            }
        }
        return lines.subList(0, failing);
    }

    private static boolean fails(List<String> lines) {
        try {
            Toml.parse(String.join("\n", lines) + "\n");
            return false;
        } catch (RuntimeException | AssertionError e) {
            return true;
        }
    }
}
