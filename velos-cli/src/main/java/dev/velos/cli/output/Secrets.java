package dev.velos.cli.output;

import dev.velos.core.process.SecretNames;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Map;

/** Keeps the values of secret variables off the screen, wherever an environment is printed. */
public record Secrets(SecretNames masked) {
    /** Masks none. */
    public static final Secrets SHOWN = new Secrets(new SecretNames(List.of()));

    /** Stands for the value. */
    public static final String MASK = "***";

    /** The value as it may be printed. */
    public String of(String name, String value) {
        return masked.isSecret(name) ? MASK : value;
    }

    /** An environment as it may be printed. */
    public Fields of(Map<String, String> variables) {
        Fields.Builder shown = Fields.builder();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            shown.put(variable.getKey(), of(variable.getKey(), variable.getValue()));
        }
        return shown.build();
    }
}
