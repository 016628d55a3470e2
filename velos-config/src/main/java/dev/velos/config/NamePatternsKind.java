package dev.velos.config;

import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Optional;

/** A list of names of variables in which {@code *} stands for any characters. */
final class NamePatternsKind implements Kind<List<String>> {
    private static final String REMEDY = "Write names of variables, such as \"*_KEY\"; * stands for any characters.";

    private final Kind<List<String>> texts = Kinds.texts();

    @Override
    public Optional<List<String>> read(Node node, Reading reading) {
        Optional<List<String>> patterns = texts.read(node, reading);
        for (String pattern : patterns.orElse(List.of())) {
            if (pattern.isBlank() || pattern.indexOf('=') >= 0) {
                return Kind.refused(node, reading, ": \"" + pattern + "\" fits no variable.", REMEDY);
            }
        }
        return patterns;
    }

    @Override
    public String toml(List<String> value) {
        return texts.toml(value);
    }

    @Override
    public Fields schema() {
        return texts.schema();
    }
}
