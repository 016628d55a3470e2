package dev.velos.config;

import dev.velos.core.process.LogPolicy;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.process.RestartPolicy.Mode;
import dev.velos.core.quantity.ByteSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every key of {@code [process.NAME]}: one entry says its name, its kind with bounds, and what it does to the spec. A
 * dot in a name makes a table: {@code log.max_size} stands in {@code [process.NAME.log]}. Keep docs/velos-toml.md the same.
 */
final class ProcessKeys {
    private static final Duration DAY = Duration.ofDays(1);

    static final Key<String> SCRIPT = new Key<>(
            "script",
            Kinds.name("Name the file or the command to run."),
            (spec, script, folder) ->
                    spec.toBuilder().script(script(script, folder)).build());

    static final List<Key<?>> ALL = List.of(
            SCRIPT,
            new Key<>(
                    "args",
                    Kinds.texts(),
                    (spec, args, folder) -> spec.toBuilder().args(args).build()),
            new Key<>(
                    "cwd",
                    Kinds.name("Name a folder, or leave cwd out to run in the folder of this file."),
                    (spec, cwd, folder) ->
                            spec.toBuilder().cwd(absolute(cwd, folder)).build()),
            new Key<>(
                    "interpreter",
                    Kinds.name("Name a program, \"none\" to run the script itself, or leave interpreter out."),
                    (spec, program, folder) -> spec.toBuilder()
                            .interpreter(Optional.of(program(program, folder)))
                            .build()),
            new Key<>(
                    "interpreter_args",
                    Kinds.texts(),
                    (spec, args, folder) ->
                            spec.toBuilder().interpreterArgs(args).build()),
            new Key<>(
                    "instances",
                    Kinds.instances(),
                    (spec, instances, folder) ->
                            spec.toBuilder().instances(instances).build()),
            new Key<>(
                    "env",
                    new EnvKind(),
                    (spec, env, folder) -> spec.toBuilder().env(env.variables()).build()),
            new Key<>(
                    "kill_timeout",
                    Kinds.duration(Duration.ZERO, DAY),
                    (spec, grace, folder) -> spec.toBuilder().killTimeout(grace).build()),
            new Key<>(
                    "restart",
                    Kinds.oneOf(modes()),
                    (spec, mode, folder) -> spec.toBuilder()
                            .restart(spec.restart().withMode(mode))
                            .build()),
            new Key<>(
                    "max_restarts", Kinds.wholeNumber(0, 1_000_000), (spec, count, folder) -> maxRestarts(spec, count)),
            new Key<>(
                    "min_uptime",
                    Kinds.duration(Duration.ZERO, DAY),
                    (spec, uptime, folder) -> minUptime(spec, uptime)),
            new Key<>(
                    "log.max_size",
                    Kinds.size(new ByteSize(0), new ByteSize(1L << 40)),
                    (spec, size, folder) -> spec.toBuilder()
                            .log(new LogPolicy(size.bytes(), spec.log().maxFiles()))
                            .build()),
            new Key<>(
                    "log.max_files",
                    Kinds.wholeNumber(1, 1_000),
                    (spec, files, folder) -> spec.toBuilder()
                            .log(new LogPolicy(spec.log().maxBytes(), files))
                            .build()));

    private ProcessKeys() {}

    private static Map<String, Mode> modes() {
        Map<String, Mode> modes = new LinkedHashMap<>();
        for (Mode mode : Mode.values()) {
            modes.put(mode.wire(), mode);
        }
        return modes;
    }

    private static ProcessSpec maxRestarts(ProcessSpec spec, int count) {
        RestartPolicy policy = spec.restart();
        return spec.toBuilder()
                .restart(new RestartPolicy(policy.mode(), count, policy.minUptime(), policy.backoff()))
                .build();
    }

    private static ProcessSpec minUptime(ProcessSpec spec, Duration uptime) {
        RestartPolicy policy = spec.restart();
        return spec.toBuilder()
                .restart(new RestartPolicy(policy.mode(), policy.maxRestarts(), uptime, policy.backoff()))
                .build();
    }

    /** A name without slash that is no file beside the configuration is a command, which the daemon finds on the PATH. */
    private static String script(String script, Path folder) {
        boolean bare = script.indexOf('/') < 0 && !Files.isRegularFile(folder.resolve(script));
        return bare ? script : absolute(script, folder);
    }

    private static String program(String program, Path folder) {
        return program.indexOf('/') < 0 ? program : absolute(program, folder);
    }

    private static String absolute(String path, Path folder) {
        return folder.resolve(path).normalize().toString();
    }
}
