package dev.velos.config;

import dev.velos.core.failure.VelosException;
import dev.velos.core.process.Rlimit;
import dev.velos.core.protocol.Fields;
import java.util.Optional;

/** A resource limit: a whole number, a text such as {@code "64M"} or {@code "1024:4096"}, or {@code "unlimited"}. */
final class RlimitKind implements Kind<Rlimit> {
    private static final String AMOUNT = "(unlimited|[0-9]+([KMGTkmgt]([iI]?[bB])?|[bB])?)";
    private static final String PATTERN = "^" + AMOUNT + "(:" + AMOUNT + ")?$";
    private static final String REMEDY =
            "Write a number, a size such as \"64M\", \"unlimited\", or a soft and a hard limit: \"1024:4096\".";

    @Override
    public Optional<Rlimit> read(Node node, Reading reading) {
        if (!(node.value() instanceof String) && !(node.value() instanceof Long)) {
            return Kind.wrong(node, reading, "a limit", REMEDY);
        }
        try {
            return Optional.of(Rlimit.parse(node.value().toString()));
        } catch (VelosException e) {
            return Kind.refused(
                    node, reading, ": " + e.failure().message(), e.failure().remedy());
        }
    }

    @Override
    public String toml(Rlimit value) {
        return TomlText.of(value.text());
    }

    @Override
    public Fields schema() {
        return Schema.anyOf(Schema.wholeNumber(0, Integer.MAX_VALUE), Schema.pattern(PATTERN));
    }
}
