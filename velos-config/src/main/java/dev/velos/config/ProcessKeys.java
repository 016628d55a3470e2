package dev.velos.config;

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
            (spec, script, folder) -> spec.withProgram(it -> it.withScript(script(script, folder))));

    static final List<Key<?>> ALL = List.of(
            SCRIPT,
            new Key<>("args", Kinds.texts(), (spec, args, folder) -> spec.withProgram(it -> it.withArgs(args))),
            new Key<>(
                    "cwd",
                    Kinds.name("Name a folder, or leave cwd out to run in the folder of this file."),
                    (spec, cwd, folder) -> spec.withProgram(it -> it.withCwd(absolute(cwd, folder)))),
            new Key<>(
                    "interpreter",
                    Kinds.name("Name a program, \"none\" to run the script itself, or leave interpreter out."),
                    (spec, program, folder) ->
                            spec.withProgram(it -> it.withInterpreter(Optional.of(program(program, folder))))),
            new Key<>(
                    "interpreter_args",
                    Kinds.texts(),
                    (spec, args, folder) -> spec.withProgram(it -> it.withInterpreterArgs(args))),
            new Key<>("instances", Kinds.instances(), (spec, instances, folder) -> spec.withInstances(instances)),
            new Key<>(
                    "env",
                    new EnvKind(),
                    (spec, env, folder) -> spec.withEnvironment(it -> it.withOwn(env.variables()))),
            new Key<>(
                    "kill_timeout",
                    Kinds.duration(Duration.ZERO, DAY),
                    (spec, grace, folder) -> spec.withStop(it -> it.withKillTimeout(grace))),
            new Key<>(
                    "restart", Kinds.oneOf(modes()), (spec, mode, folder) -> spec.withRestart(it -> it.withMode(mode))),
            new Key<>(
                    "max_restarts",
                    Kinds.wholeNumber(0, 1_000_000),
                    (spec, count, folder) -> spec.withRestart(it -> it.withMaxRestarts(count))),
            new Key<>(
                    "min_uptime",
                    Kinds.duration(Duration.ZERO, DAY),
                    (spec, uptime, folder) -> spec.withRestart(it -> it.withMinUptime(uptime))),
            new Key<>(
                    "log.max_size",
                    Kinds.size(new ByteSize(0), new ByteSize(1L << 40)),
                    (spec, size, folder) -> spec.withLog(it -> it.withMaxBytes(size.bytes()))),
            new Key<>(
                    "log.max_files",
                    Kinds.wholeNumber(1, 1_000),
                    (spec, files, folder) -> spec.withLog(it -> it.withMaxFiles(files))));

    private ProcessKeys() {}

    private static Map<String, Mode> modes() {
        Map<String, Mode> modes = new LinkedHashMap<>();
        for (Mode mode : Mode.values()) {
            modes.put(mode.wire(), mode);
        }
        return modes;
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
