package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The variables of a process, without those that Velos adds for each instance.
 *
 * @param inheritance which variables of the command that started it are inherited
 * @param inherited these variables
 * @param own those set for this process, over the inherited ones
 */
public record Environment(Inheritance inheritance, Map<String, String> inherited, Map<String, String> own) {
    public static final String INHERITED_FIELD = "base_env";
    private static final String OWN_FIELD = "env";
    private static final String INHERITANCE_FIELD = "env_inherit";

    /** No variable at all. */
    public static final Environment EMPTY = new Environment(Inheritance.ALL, Map.of(), Map.of());

    public Environment {
        inherited = Map.copyOf(inherited);
        own = Map.copyOf(own);
        own.forEach(Environment::requireVariable);
    }

    public Environment withInherited(Map<String, String> other) {
        return new Environment(inheritance, other, own);
    }

    public Environment withOwn(Map<String, String> other) {
        return new Environment(inheritance, inherited, other);
    }

    /** Leaves out what is not inherited. */
    public Environment withInheritance(Inheritance other) {
        return new Environment(other, other.of(inherited), own);
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
        Fields.Builder fields = Fields.builder().put(OWN_FIELD, Fields.ofTexts(own));
        inheritance.only().ifPresent(names -> fields.putTexts(INHERITANCE_FIELD, names));
        return fields.build();
    }

    static Environment of(Fields fields) {
        Inheritance inheritance =
                fields.has(INHERITANCE_FIELD) ? Inheritance.of(fields.texts(INHERITANCE_FIELD)) : Inheritance.ALL;
        return new Environment(inheritance, fields.textMap(INHERITED_FIELD), fields.textMap(OWN_FIELD));
    }
}
