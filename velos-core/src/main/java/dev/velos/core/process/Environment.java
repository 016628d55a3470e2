package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The variables of a process, without those that Velos adds for each instance.
 *
 * @param inherited those of the command that started it
 * @param own those set for this process, over the inherited ones
 */
public record Environment(Map<String, String> inherited, Map<String, String> own) {
    static final String INHERITED_FIELD = "base_env";
    private static final String OWN_FIELD = "env";

    /** No variable at all. */
    public static final Environment EMPTY = new Environment(Map.of(), Map.of());

    public Environment {
        inherited = Map.copyOf(inherited);
        own = Map.copyOf(own);
        own.forEach(Environment::requireVariable);
    }

    public Environment withInherited(Map<String, String> other) {
        return new Environment(other, own);
    }

    public Environment withOwn(Map<String, String> other) {
        return new Environment(inherited, other);
    }

    /** What the process finds. */
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(inherited);
        all.putAll(own);
        return all;
    }

    private static void requireVariable(String key, String value) {
        if (key.isEmpty() || key.indexOf('=') >= 0) {
            throw Failure.invalidRequest(
                            "\"" + key + "\" cannot name an environment variable.", "Use a name without \"=\".")
                    .asException();
        }
        Program.requireNoNul("env", key);
        Program.requireNoNul("env", value);
    }

    Fields toFields() {
        return Fields.builder().put(OWN_FIELD, Fields.ofTexts(own)).build();
    }

    static Environment of(Fields fields) {
        return new Environment(fields.textMap(INHERITED_FIELD), fields.textMap(OWN_FIELD));
    }
}
