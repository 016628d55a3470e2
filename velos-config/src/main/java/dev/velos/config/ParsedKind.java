package dev.velos.config;

import dev.velos.core.failure.VelosException;
import dev.velos.core.protocol.Fields;
import java.util.Optional;
import java.util.function.Function;

/**
 * A text that a parser of its own understands.
 *
 * @param wanted what it should be, such as {@code a cron line}
 * @param remedy for a value that is no text
 * @param parser throws a {@link VelosException} that says what is wrong
 */
record ParsedKind<T>(String wanted, String remedy, Function<String, T> parser, Function<T, String> text)
        implements Kind<T> {
    /** One that needs no example beside what is wanted. */
    ParsedKind(String wanted, Function<String, T> parser, Function<T, String> text) {
        this(wanted, "Write it in quotes.", parser, text);
    }

    @Override
    public Optional<T> read(Node node, Reading reading) {
        if (!(node.value() instanceof String written)) {
            return Kind.wrong(node, reading, wanted, remedy);
        }
        try {
            return Optional.of(parser.apply(written));
        } catch (VelosException e) {
            return Kind.refused(
                    node, reading, ": " + e.failure().message(), e.failure().remedy());
        }
    }

    @Override
    public String toml(T value) {
        return TomlText.of(text.apply(value));
    }

    @Override
    public Fields schema() {
        return Schema.name();
    }
}
