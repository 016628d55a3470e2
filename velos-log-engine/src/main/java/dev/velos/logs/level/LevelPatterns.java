package dev.velos.logs.level;

import dev.velos.logs.event.Level;
import dev.velos.logs.pattern.LineMatcher;
import dev.velos.logs.pattern.LinePattern;
import dev.velos.logs.pattern.LinePattern.LetterCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Levels by patterns that a user wrote: the first that matches a line decides. One thread. */
public final class LevelPatterns {
    private final List<Rule> rules = new ArrayList<>();

    private record Rule(LineMatcher matcher, Level level) {}

    /** @param levels words of levels by pattern, in the order in which they are tried; each is one */
    public LevelPatterns(Map<String, String> levels) {
        levels.forEach((pattern, level) -> rules.add(new Rule(
                LinePattern.of(pattern, LetterCase.EXACT).matcher(),
                Level.of(level).orElseThrow())));
    }

    /** That of a line; none where no pattern matches. */
    public Level of(byte[] bytes, int from, int to) {
        for (Rule rule : rules) {
            if (rule.matcher.matches(bytes, from, to)) {
                return rule.level;
            }
        }
        return Level.NONE;
    }
}
