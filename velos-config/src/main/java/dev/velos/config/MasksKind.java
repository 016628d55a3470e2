package dev.velos.config;

import dev.velos.core.process.LogAnalysis;
import dev.velos.core.protocol.Fields;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of masks, and patterns of the words that they stand for. */
final class MasksKind extends RegexTableKind {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,15}");

    MasksKind() {
        super(
                LogAnalysis.MAX_MASKS,
                "Names, and regular expressions of words that are <name> in a pattern",
                "order = 'ORD-[0-9]+'");
    }

    @Override
    Optional<String> line(String name, String pattern, Node node, Reading reading) {
        if (!NAME.matcher(name).matches()) {
            return Kind.refused(
                    node,
                    reading,
                    " cannot name a mask.",
                    "Use 1 to 16 of the characters a-z 0-9 _ -, a letter first.");
        }
        return isPattern(pattern, node, reading) ? Optional.of(pattern) : Optional.empty();
    }

    @Override
    Fields valueSchema() {
        return Schema.name();
    }
}
