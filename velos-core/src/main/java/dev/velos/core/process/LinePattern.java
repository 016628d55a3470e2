package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import java.util.List;

/**
 * Part of a line: a text in which {@code *} stands for any characters. Its search takes time in proportion to the
 * line's length, whatever the pattern.
 */
public record LinePattern(String text) {
    /** Bytes of a line that are looked at. */
    public static final int MAX_LINE_BYTES = 4 << 10;

    public LinePattern {
        if (text.isBlank() || text.chars().allMatch(c -> c == '*' || c == ' ')) {
            throw Failure.invalidRequest(
                            "The pattern of a line is empty.",
                            "Name a text that stands in the line, such as listening.")
                    .asException();
        }
    }

    /** Whether the parts between the stars stand in the line, in their order. */
    public boolean isIn(String line) {
        int at = 0;
        for (String part : parts()) {
            at = line.indexOf(part, at);
            if (at < 0) {
                return false;
            }
            at += part.length();
        }
        return true;
    }

    private List<String> parts() {
        return List.of(text.split("\\*+"));
    }
}
