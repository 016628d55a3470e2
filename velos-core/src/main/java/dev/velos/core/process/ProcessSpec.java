package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user wants run: the desired side of a process. Immutable.
 *
 * @param script absolute path of the file to run, or a bare command name to be found on the PATH
 * @param cwd absolute path of the working directory
 * @param interpreter the program that runs the script; empty means by the script's extension (see
 *     {@link Interpreters}), "none" means that the script is itself the program
 * @param baseEnvironment the environment that the process inherits: that of the command that started it
 * @param env variables set for this process, over the inherited ones
 * @param instances how many of it run, 1 to 1000
 * @param killTimeout grace period between the stop signal and SIGKILL
 */
public record ProcessSpec(
        ProcessName name,
        String script,
        List<String> args,
        String cwd,
        Optional<String> interpreter,
        List<String> interpreterArgs,
        Map<String, String> baseEnvironment,
        Map<String, String> env,
        int instances,
        Duration killTimeout,
        RestartPolicy restart,
        LogPolicy log) {
    /** The most instances of one process. */
    public static final int MAX_INSTANCES = 1_000;

    /** The default grace period. */
    public static final Duration DEFAULT_KILL_TIMEOUT = Duration.ofSeconds(5);

    public ProcessSpec {
        args = List.copyOf(args);
        interpreterArgs = List.copyOf(interpreterArgs);
        baseEnvironment = Map.copyOf(baseEnvironment);
        env = Map.copyOf(env);
        requireUsable("script", script);
        requireUsable("cwd", cwd);
        args.forEach(arg -> requireNoNul("args", arg));
        interpreter.ifPresent(program -> requireUsable("interpreter", program));
        interpreterArgs.forEach(arg -> requireNoNul("interpreter_args", arg));
        env.forEach((key, value) -> requireVariable(key, value));
        if (instances < 1 || instances > MAX_INSTANCES) {
            throw Failure.invalidRequest(
                            "instances = " + instances + " is not possible.", "Ask for 1 to " + MAX_INSTANCES + ".")
                    .asException();
        }
        if (killTimeout.isNegative() || killTimeout.compareTo(Durations.MAX) > 0) {
            throw Failure.invalidRequest(
                            "A kill timeout of " + Durations.text(killTimeout) + " is not possible.",
                            "Use 0s to " + Durations.text(Durations.MAX) + ".")
                    .asException();
        }
    }

    /** A spec with every default, to be refined with {@code with…}. */
    public static ProcessSpec of(ProcessName name, String script, String cwd) {
        return new ProcessSpec(
                name,
                script,
                List.of(),
                cwd,
                Optional.empty(),
                List.of(),
                Map.of(),
                Map.of(),
                1,
                DEFAULT_KILL_TIMEOUT,
                RestartPolicy.DEFAULT,
                LogPolicy.DEFAULT);
    }

    /** A refinement of {@link #of(ProcessName, String, String)} in steps. Owned by the thread that made it. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The whole environment of the process, as far as it is known before an instance is chosen. */
    public Map<String, String> environment() {
        Map<String, String> all = new LinkedHashMap<>(baseEnvironment);
        all.putAll(env);
        return all;
    }

    private static void requireUsable(String key, String value) {
        if (value.isEmpty()) {
            throw Failure.invalidRequest("The " + key + " is empty.", "Name a path.")
                    .asException();
        }
        requireNoNul(key, value);
    }

    private static void requireNoNul(String key, String value) {
        if (value.indexOf('\0') >= 0) {
            throw Failure.invalidRequest("The " + key + " contains a NUL character.", "Remove it.")
                    .asException();
        }
    }

    private static void requireVariable(String key, String value) {
        if (key.isEmpty() || key.indexOf('=') >= 0) {
            throw Failure.invalidRequest(
                            "\"" + key + "\" cannot name an environment variable.", "Use a name without \"=\".")
                    .asException();
        }
        requireNoNul("env", key);
        requireNoNul("env", value);
    }

    public Fields toFields() {
        return Fields.builder()
                .putAll(toFieldsWithoutBase())
                .put("base_env", Fields.ofTexts(baseEnvironment))
                .build();
    }

    /** All but the inherited environment. */
    public Fields toFieldsWithoutBase() {
        Fields.Builder builder = Fields.builder()
                .put("name", name.value())
                .put("script", script)
                .putTexts("args", args)
                .put("cwd", cwd)
                .putOptional("interpreter", interpreter)
                .putTexts("interpreter_args", interpreterArgs)
                .put("env", Fields.ofTexts(env))
                .put("instances", instances)
                .put("kill_timeout_ms", killTimeout.toMillis())
                .put("restart", restart.toFields())
                .put("log", log.toFields());
        return builder.build();
    }

    /** @throws dev.velos.core.failure.VelosException where a field is missing or cannot be */
    public static ProcessSpec of(Fields fields) {
        try {
            return new ProcessSpec(
                    new ProcessName(fields.text("name")),
                    fields.text("script"),
                    fields.texts("args"),
                    fields.text("cwd"),
                    fields.optionalText("interpreter"),
                    fields.texts("interpreter_args"),
                    fields.textMap("base_env"),
                    fields.textMap("env"),
                    fields.smallInteger("instances", 1),
                    Duration.ofMillis(fields.integer("kill_timeout_ms", DEFAULT_KILL_TIMEOUT.toMillis())),
                    fields.optionalFields("restart").map(RestartPolicy::of).orElse(RestartPolicy.DEFAULT),
                    fields.optionalFields("log").map(LogPolicy::of).orElse(LogPolicy.DEFAULT));
        } catch (IllegalArgumentException e) {
            throw Failure.invalidRequest("The process cannot be read: " + e.getMessage() + ".", "Check its values.")
                    .asException();
        }
    }

    /** Changes some parts of a spec. */
    public static final class Builder {
        private final ProcessName name;
        private String script;
        private List<String> args;
        private String cwd;
        private Optional<String> interpreter;
        private List<String> interpreterArgs;
        private Map<String, String> baseEnvironment;
        private Map<String, String> env;
        private int instances;
        private Duration killTimeout;
        private RestartPolicy restart;
        private LogPolicy log;

        private Builder(ProcessSpec spec) {
            name = spec.name;
            script = spec.script;
            args = spec.args;
            cwd = spec.cwd;
            interpreter = spec.interpreter;
            interpreterArgs = spec.interpreterArgs;
            baseEnvironment = spec.baseEnvironment;
            env = spec.env;
            instances = spec.instances;
            killTimeout = spec.killTimeout;
            restart = spec.restart;
            log = spec.log;
        }

        public Builder script(String value) {
            script = value;
            return this;
        }

        public Builder args(List<String> value) {
            args = value;
            return this;
        }

        public Builder cwd(String value) {
            cwd = value;
            return this;
        }

        public Builder interpreter(Optional<String> value) {
            interpreter = value;
            return this;
        }

        public Builder interpreterArgs(List<String> value) {
            interpreterArgs = value;
            return this;
        }

        public Builder baseEnvironment(Map<String, String> value) {
            baseEnvironment = value;
            return this;
        }

        public Builder env(Map<String, String> value) {
            env = value;
            return this;
        }

        public Builder instances(int value) {
            instances = value;
            return this;
        }

        public Builder killTimeout(Duration value) {
            killTimeout = value;
            return this;
        }

        public Builder restart(RestartPolicy value) {
            restart = value;
            return this;
        }

        public Builder log(LogPolicy value) {
            log = value;
            return this;
        }

        public ProcessSpec build() {
            return new ProcessSpec(
                    name,
                    script,
                    args,
                    cwd,
                    interpreter,
                    interpreterArgs,
                    baseEnvironment,
                    env,
                    instances,
                    killTimeout,
                    restart,
                    log);
        }
    }
}
