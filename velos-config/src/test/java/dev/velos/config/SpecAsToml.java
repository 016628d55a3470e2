package dev.velos.config;

import dev.velos.core.process.ProcessSpec;
import java.util.List;
import java.util.stream.Collectors;

/** A spec as the text of a velos.toml that describes it. */
final class SpecAsToml {
    private SpecAsToml() {}

    static String of(ProcessSpec spec) {
        List<Key<?>> keys = ProcessKeys.ALL;
        return "[process." + TomlText.key(spec.name().value()) + "]\n"
                + keys.stream()
                        .flatMap(key -> key.toml(spec).map(value -> key.name() + " = " + value + "\n").stream())
                        .collect(Collectors.joining());
    }
}
