package dev.velos.config;

import dev.velos.core.process.LogAnalysis;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Optional;

/** Patterns, and the level of the lines that they match. */
final class LevelRulesKind extends RegexTableKind {
    private static final List<String> LEVELS = List.of("fatal", "error", "warn", "info", "debug", "trace");

    LevelRulesKind() {
        super(
                LogAnalysis.MAX_LEVEL_RULES,
                "Regular expressions, and the level of events that tell none themselves and match",
                "'^E[0-9]+' = \"error\"");
    }

    @Override
    Optional<String> line(String pattern, String level, Node node, Reading reading) {
        if (!LEVELS.contains(level)) {
            return Kind.refused(
                    node,
                    reading,
                    " = \"" + level + "\" is no level.",
                    "Write one of \"" + String.join("\", \"", LEVELS) + "\".");
        }
        return isPattern(pattern, node, reading) ? Optional.of(level) : Optional.empty();
    }

    @Override
    Fields valueSchema() {
        return Schema.oneOf(LEVELS);
    }
}
