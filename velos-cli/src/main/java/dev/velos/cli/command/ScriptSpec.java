package dev.velos.cli.command;

import dev.velos.config.KeyWords;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.Balancing;
import dev.velos.core.process.InstanceCount;
import dev.velos.core.process.ListenSocket;
import dev.velos.core.process.Listening;
import dev.velos.core.process.MemoryPolicy;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Readiness;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.process.StopPolicy;
import dev.velos.core.quantity.ByteSize;
import dev.velos.core.quantity.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The spec that the words of {@code velos start <script>} ask for. */
final class ScriptSpec {
    private ScriptSpec() {}

    static ProcessSpec of(String script, Arguments arguments, Invocation invocation) {
        return of(script, name(scriptPath(script, invocation.cwd()), arguments), arguments, invocation);
    }

    /** The same, under another name. */
    static ProcessSpec of(String script, ProcessName name, Arguments arguments, Invocation invocation) {
        String file = scriptPath(script, invocation.cwd());
        ProcessSpec plain = ProcessSpec.of(name, file, cwd(arguments, invocation));
        ProcessSpec spec = HomeSettings.of(invocation)
                .withDefaults(plain)
                .withProgram(
                        it -> it.withArgs(arguments.afterDashes()).withInterpreter(interpreter(arguments, invocation)))
                .withEnvironment(it -> it.withInherited(CallerEnvironment.inherited(invocation.environment()))
                        .withOwn(env(arguments)));
        Optional<Duration> killTimeout = arguments.text("--kill-timeout").map(it -> duration("--kill-timeout", it));
        Optional<RestartPolicy.Mode> mode = arguments.text("--restart").map(ScriptSpec::mode);
        List<ListenSocket> sockets = sockets(arguments, invocation.cwd());
        int instances = instances(arguments);
        Optional<Duration> readyTimeout = arguments.text("--ready-timeout").map(it -> duration("--ready-timeout", it));
        Optional<Balancing.Method> balance =
                arguments.text("--balance").map(it -> understood("--balance", () -> Balancing.Method.ofWire(it)));
        ProcessSpec plainly = spec.withInstances(instances)
                .withMemory(it -> it.withMaxBytes(maxMemory(arguments)))
                .withListening(it -> it.withSockets(sockets))
                .withBalancing(it -> balance.map(it::withMethod).orElse(it))
                .withStop(it -> killTimeout.map(it::withKillTimeout).orElse(it))
                .withStop(it -> arguments.flag("--shutdown-message") ? it.withManner(StopPolicy.Manner.MESSAGE) : it)
                .withReadiness(
                        it -> arguments.flag("--wait-ready") ? it.withSignal(new Readiness.Signal.Message()) : it)
                .withReadiness(it -> readyTimeout.map(it::withTimeout).orElse(it))
                .withRestart(it -> mode.map(it::withMode).orElse(it))
                .withWatching(_ -> WatchOptions.of(arguments, invocation.cwd()))
                .withSchedule(_ -> ScheduleOptions.of(arguments));
        ProcessSpec wanted = withKeys(plainly, arguments.texts("--set"), invocation);
        wanted.conflict().ifPresent(failure -> {
            throw new UsageException(failure.message(), failure.remedy());
        });
        return wanted;
    }

    /** With any key of velos.toml. Whoever sets none does not load what reads them. */
    private static ProcessSpec withKeys(ProcessSpec spec, List<String> words, Invocation invocation) {
        return words.isEmpty()
                ? spec
                : understood("--set", () -> KeyWords.refine(spec, words, invocation.cwd(), invocation.environment()));
    }

    /** Whether the word can only be a path, or is one here; else it may name a process, or a program on the PATH. */
    static boolean isFile(String script, Path cwd) {
        return script.indexOf('/') >= 0 || Files.isRegularFile(cwd.resolve(script));
    }

    private static String scriptPath(String script, Path cwd) {
        Path file = cwd.resolve(script);
        return script.indexOf('/') >= 0 || Files.exists(file) ? file.normalize().toString() : script;
    }

    static ProcessName name(String file, Arguments arguments) {
        Optional<String> chosen = arguments.text("--name");
        if (chosen.isEmpty()) {
            return NameOfScript.of(file);
        }
        try {
            return new ProcessName(chosen.get());
        } catch (VelosException e) {
            throw new UsageException(
                    "--name: " + e.failure().message(), e.failure().remedy());
        }
    }

    private static int instances(Arguments arguments) {
        return arguments
                .text("--instances")
                .map(text -> understood(
                        "--instances",
                        () -> InstanceCount.of(text, Runtime.getRuntime().availableProcessors())))
                .orElse(1);
    }

    private static List<ListenSocket> sockets(Arguments arguments, Path cwd) {
        List<ListenSocket> sockets = new ArrayList<>();
        for (String text : arguments.texts("--listen")) {
            sockets.add(understood(
                    "--listen",
                    () -> ListenSocket.parse(text)
                            .resolvedBy(path -> cwd.resolve(path).normalize().toString())));
        }
        return understood("--listen", () -> new Listening(sockets, true)).sockets();
    }

    private static OptionalLong maxMemory(Arguments arguments) {
        Optional<String> text = arguments.text("--max-memory");
        return text.isEmpty()
                ? OptionalLong.empty()
                : understood("--max-memory", () -> {
                    OptionalLong bytes =
                            OptionalLong.of(ByteSize.parse(text.get()).bytes());
                    return MemoryPolicy.UNLIMITED.withMaxBytes(bytes).maxBytes();
                });
    }

    /** What somebody wrote behind an option; a usage error that names the option where that cannot be. */
    static <T> T understood(String option, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (VelosException e) {
            throw new UsageException(
                    option + ": " + e.failure().message(), e.failure().remedy());
        }
    }

    static Duration duration(String option, String text) {
        try {
            return Durations.parse(text);
        } catch (VelosException e) {
            throw new UsageException(
                    option + ": " + e.failure().message(), e.failure().remedy());
        }
    }

    private static String cwd(Arguments arguments, Invocation invocation) {
        return arguments
                .text("--cwd")
                .map(chosen -> invocation.cwd().resolve(chosen).normalize())
                .orElse(invocation.cwd())
                .toString();
    }

    /** A bare name is looked for on the PATH by the daemon; a path means the one that the caller sees. */
    private static Optional<String> interpreter(Arguments arguments, Invocation invocation) {
        return arguments
                .text("--interpreter")
                .map(chosen -> chosen.indexOf('/') < 0
                        ? chosen
                        : invocation.cwd().resolve(chosen).normalize().toString());
    }

    private static Map<String, String> env(Arguments arguments) {
        Map<String, String> env = new LinkedHashMap<>();
        for (String pair : arguments.texts("--env")) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new UsageException(
                        "--env " + pair + " has no \"=\", so it names a profile, and profiles come with velos.toml.",
                        "Write --env KEY=VALUE to set a variable.");
            }
            if (equals == 0) {
                throw new UsageException(
                        "--env " + pair + " sets a variable without a name.", "Write --env KEY=VALUE.");
            }
            env.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return env;
    }

    private static RestartPolicy.Mode mode(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "always" -> RestartPolicy.Mode.ALWAYS;
            case "on-failure" -> RestartPolicy.Mode.ON_FAILURE;
            case "never" -> RestartPolicy.Mode.NEVER;
            default ->
                throw new UsageException(
                        "\"" + word + "\" says nothing about --restart.", "Write always, on-failure or never.");
        };
    }
}
