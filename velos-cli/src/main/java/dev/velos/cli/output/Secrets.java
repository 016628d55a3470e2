package dev.velos.cli.output;

import dev.velos.core.protocol.Fields;
import java.util.Locale;
import java.util.Map;

/** Keeps the values of secret variables off the screen, wherever an environment is printed. */
public enum Secrets {
    MASKED,
    SHOWN;

    /** Stands for the value. */
    public static final String MASK = "***";

    /** Whether a variable of that name may hold a secret: {@code *_KEY, *_TOKEN, *PASSWORD*, *SECRET*}, in any case. */
    public static boolean isSecret(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.endsWith("_KEY")
                || upper.endsWith("_TOKEN")
                || upper.contains("PASSWORD")
                || upper.contains("SECRET");
    }

    /** The value as it may be printed. */
    public String of(String name, String value) {
        return this == MASKED && isSecret(name) ? MASK : value;
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
