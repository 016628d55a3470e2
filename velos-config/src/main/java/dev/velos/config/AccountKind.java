package dev.velos.config;

import dev.velos.core.process.Confinement;
import dev.velos.core.protocol.Fields;
import java.util.Optional;

/** The name or the number of a user or a group; whether the machine has it is seen when the process is started. */
final class AccountKind implements Kind<String> {
    @Override
    public Optional<String> read(Node node, Reading reading) {
        String remedy = "Write the name of a " + node.lastName() + " in quotes, or its number.";
        if (!(node.value() instanceof String) && !(node.value() instanceof Long)) {
            return Kind.wrong(node, reading, "a name or a number", remedy);
        }
        String text = node.value().toString();
        return Confinement.isAccount(text)
                ? Optional.of(text)
                : Kind.refused(node, reading, " = \"" + text + "\" names nobody.", remedy);
    }

    @Override
    public String toml(String value) {
        return TomlText.of(value);
    }

    @Override
    public Fields schema() {
        return Schema.anyOf(
                Schema.wholeNumber(0, Integer.MAX_VALUE), Schema.pattern("^" + Confinement.ACCOUNT_PATTERN + "$"));
    }
}
