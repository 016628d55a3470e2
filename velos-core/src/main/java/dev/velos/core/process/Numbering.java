package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What tells the instances of a process apart.
 *
 * @param port PORT of instance 0; each further one has the next
 * @param incrementVar a variable that holds a number, to which each instance adds its own
 * @param instanceVar the variable that holds the number of the instance, beside VELOS_INSTANCE_ID
 */
public record Numbering(OptionalInt port, Optional<String> incrementVar, String instanceVar) {
    /** What Node programs know from PM2. */
    public static final String NODE_APP_INSTANCE = "NODE_APP_INSTANCE";

    public static final int MAX_PORT = 65_535;
    public static final Numbering DEFAULT = new Numbering(OptionalInt.empty(), Optional.empty(), NODE_APP_INSTANCE);

    /** The variable that tells a program where to listen. */
    public static final String PORT = "PORT";

    public Numbering {
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > MAX_PORT)) {
            throw Failure.invalidRequest(
                            "port = " + port.getAsInt() + " is not possible.", "Use 1 to " + MAX_PORT + ".")
                    .asException();
        }
        incrementVar.ifPresent(name -> requireName("increment_var", name));
        requireName("instance_var", instanceVar);
    }

    private static void requireName(String key, String name) {
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw Failure.invalidRequest(
                            key + " = \"" + name + "\" cannot name an environment variable.",
                            "Use a name without \"=\".")
                    .asException();
        }
        Program.requireNoNul(key, name);
    }

    public Numbering withPort(OptionalInt other) {
        return new Numbering(other, incrementVar, instanceVar);
    }

    public Numbering withIncrementVar(Optional<String> other) {
        return new Numbering(port, other, instanceVar);
    }

    public Numbering withInstanceVar(String other) {
        return new Numbering(port, incrementVar, other);
    }

    /** The last instance must have a port, too. */
    void requireRoomFor(int instances) {
        if (port.isPresent() && port.getAsInt() + instances - 1 > MAX_PORT) {
            throw Failure.invalidRequest(
                            "port = " + port.getAsInt() + " leaves no port for the last of " + instances
                                    + " instances.",
                            "Use at most " + (MAX_PORT - instances + 1) + ".")
                    .asException();
        }
    }

    /**
     * The variables of an instance, beside those of every process.
     *
     * @throws dev.velos.core.failure.VelosException invalid-request where the variable to be incremented is no number
     */
    public Map<String, String> variables(Environment environment, int instance) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(instanceVar, Integer.toString(instance));
        port.ifPresent(base -> variables.put(PORT, Integer.toString(base + instance)));
        incrementVar.ifPresent(name -> variables.put(name, Long.toString(base(name, environment) + instance)));
        return variables;
    }

    /** Whether each instance has one and the same PORT in every life. */
    public boolean fixesPort() {
        return port.isPresent() || incrementVar.filter(PORT::equals).isPresent();
    }

    /** PORT of an instance, where that is fixed. */
    public OptionalInt port(Environment environment, int instance) {
        return fixesPort()
                ? OptionalInt.of(
                        Integer.parseInt(variables(environment, instance).get(PORT)))
                : OptionalInt.empty();
    }

    /** PORT of an instance as its environment has it, where that is a port. */
    public OptionalInt givenPort(Environment environment, int instance) {
        if (fixesPort()) {
            return port(environment, instance);
        }
        String value = value(PORT, environment);
        boolean isPort = value.matches("[1-9]\\d{0,4}") && Integer.parseInt(value) <= MAX_PORT;
        return isPort ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }

    private static String value(String name, Environment environment) {
        return environment.own().getOrDefault(name, environment.inherited().getOrDefault(name, ""));
    }

    private static long base(String name, Environment environment) {
        String value = value(name, environment);
        if (!value.matches("-?\\d{1,18}")) {
            throw Failure.invalidRequest(
                            "increment_var = " + name + " needs a number in " + name + ", not \"" + value + "\".",
                            "Set it under env.")
                    .asException();
        }
        return Long.parseLong(value);
    }

    Fields toFields() {
        // A record's own equals takes milliseconds when it is called first, and this is in the way of every start.
        if (port.isEmpty() && incrementVar.isEmpty() && instanceVar.equals(NODE_APP_INSTANCE)) {
            return Fields.empty();
        }
        return Fields.builder()
                .putOptional("port", port.isPresent() ? OptionalLong.of(port.getAsInt()) : OptionalLong.empty())
                .putOptional("increment_var", incrementVar)
                .put("instance_var", instanceVar)
                .build();
    }

    static Numbering of(Fields fields) {
        OptionalInt port = fields.has("port") ? OptionalInt.of(fields.smallInteger("port", 0)) : OptionalInt.empty();
        Optional<String> incrementVar = fields.optionalText("increment_var");
        String instanceVar = fields.optionalText("instance_var").orElse(NODE_APP_INSTANCE);
        return new Numbering(port, incrementVar, instanceVar);
    }
}
