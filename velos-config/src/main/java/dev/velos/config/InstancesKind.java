package dev.velos.config;

import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Optional;

/** How many instances of a process run: a number, or "max" for one on each processor of this machine. */
final class InstancesKind implements Kind<Integer> {
    private static final String MAX = "max";
    private static final String REMEDY =
            "Write a number from 1 to " + ProcessSpec.MAX_INSTANCES + ", or \"max\" for one on each processor.";

    @Override
    public Optional<Integer> read(Node node, Reading reading) {
        if (MAX.equals(node.value())) {
            return Optional.of(Runtime.getRuntime().availableProcessors());
        }
        if (!(node.value() instanceof Long number)) {
            return Kind.wrong(node, reading, "a whole number or \"max\"", REMEDY);
        }
        return number >= 1 && number <= ProcessSpec.MAX_INSTANCES
                ? Optional.of(number.intValue())
                : Kind.refused(node, reading, " = " + number + " is not possible.", REMEDY);
    }

    @Override
    public String toml(Integer value) {
        return Integer.toString(value);
    }

    @Override
    public Fields schema() {
        return Schema.anyOf(Schema.wholeNumber(1, ProcessSpec.MAX_INSTANCES), Schema.oneOf(List.of(MAX)));
    }
}
