package dev.velos.config;

import dev.velos.core.process.Inheritance;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Optional;
import org.tomlj.TomlArray;

/** Reads {@code env_inherit}: {@code "all"}, {@code "none"}, or a list of names. */
final class InheritanceKind implements Kind<Inheritance> {
    private static final String REMEDY = "Write \"all\", \"none\", or a list such as [\"PATH\", \"HOME\"].";

    @Override
    public Optional<Inheritance> read(Node node, Reading reading) {
        if (node.value() instanceof TomlArray) {
            return Kinds.elements(node, reading, Kinds.text(), "a list of names", "[\"PATH\", \"HOME\"]")
                    .map(Inheritance::of);
        }
        return switch (node.value()) {
            case String word when word.equals("all") -> Optional.of(Inheritance.ALL);
            case String word when word.equals("none") -> Optional.of(Inheritance.NONE);
            case String word -> Kind.refused(node, reading, " = \"" + word + "\" is not known.", REMEDY);
            default -> Kind.wrong(node, reading, "\"all\", \"none\" or a list", REMEDY);
        };
    }

    @Override
    public String toml(Inheritance value) {
        return value.only()
                .map(names -> names.isEmpty() ? TomlText.of("none") : TomlText.of(names))
                .orElse(TomlText.of("all"));
    }

    @Override
    public Fields schema() {
        return Schema.anyOf(Schema.oneOf(List.of("all", "none")), Schema.listOf(Schema.name()));
    }
}
