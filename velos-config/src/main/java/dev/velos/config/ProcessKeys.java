package dev.velos.config;

import dev.velos.core.process.Backoff;
import dev.velos.core.process.KernelSettings;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Registration.Start;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.process.RestartPolicy.Mode;
import dev.velos.core.process.Stdin;
import dev.velos.core.process.StopPolicy.Manner;
import dev.velos.core.process.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every key of {@code [process.NAME]}: one entry says its name, its kind with bounds, what it means, what it does to the
 * spec, and what it would be for a spec. A dot in a name makes a table: {@code log.max_size} stands in
 * {@code [process.NAME.log]}. Keep docs/velos-toml.md the same.
 */
final class ProcessKeys {
    static final Key<String> SCRIPT = new Key<>(
            "script",
            Kinds.name("Name the file or the command to run."),
            "The file or command to run",
            (spec, script, folder) -> spec.withProgram(it -> it.withScript(script(script, folder))),
            spec -> Optional.of(spec.program().script()));

    static final Key<EnvTable> ENV = new Key<>(
            "env",
            new EnvKind(),
            "Environment variables; a table in it is a profile for velos start --env PROFILE",
            (spec, env, folder) -> spec.withEnvironment(it -> it.withOwn(env.over(it.own()))),
            spec -> Optional.of(EnvTable.of(spec.environment().own())));

    static final Key<Duration> BACKOFF_INITIAL = new Key<>(
            "backoff.initial",
            Kinds.duration(Duration.ZERO, Kinds.DAY),
            "What the second restart in a row waits",
            (spec, initial, folder) -> withBackoff(spec, it -> it.withInitial(initial)),
            spec -> Optional.of(spec.restart().backoff().initial()).filter(it -> it.toNanosPart() % 1_000_000 == 0));

    static final Key<Duration> BACKOFF_MAX = new Key<>(
            "backoff.max",
            Kinds.duration(Duration.ZERO, Kinds.DAY),
            "The longest wait before a restart",
            (spec, max, folder) -> withBackoff(spec, it -> it.withMax(max)),
            spec -> Optional.of(spec.restart().backoff().max()));

    private static final List<Key<?>> PROGRAM = List.of(
            SCRIPT,
            new Key<>(
                    "args",
                    Kinds.texts(),
                    "Arguments of the script",
                    (spec, args, folder) -> spec.withProgram(it -> it.withArgs(args)),
                    spec -> Optional.of(spec.program().args())),
            new Key<>(
                    "cwd",
                    Kinds.name("Name a folder, or leave cwd out to run in the folder of this file."),
                    "The working directory; by default the folder of this file",
                    (spec, cwd, folder) -> spec.withProgram(it -> it.withCwd(absolute(cwd, folder))),
                    spec -> Optional.of(spec.program().cwd())),
            new Key<>(
                    "interpreter",
                    Kinds.name("Name a program, \"none\" to run the script itself, or leave interpreter out."),
                    "What runs the script, \"none\" for itself; by default its extension decides",
                    (spec, program, folder) ->
                            spec.withProgram(it -> it.withInterpreter(Optional.of(program(program, folder)))),
                    spec -> spec.program().interpreter()),
            new Key<>(
                    "interpreter_args",
                    Kinds.texts(),
                    "Arguments of the interpreter, before the script",
                    (spec, args, folder) -> spec.withProgram(it -> it.withInterpreterArgs(args)),
                    spec -> Optional.of(spec.program().interpreterArgs())),
            new Key<>(
                    "stdin",
                    Kinds.oneOf(Kinds.words(Stdin.values(), Stdin::wire)),
                    "What it reads: \"pipe\" stays open for velos send, \"null\" ends at once",
                    (spec, stdin, folder) -> spec.withProgram(it -> it.withStdin(stdin)),
                    spec -> Optional.of(spec.program().stdin())),
            new Key<>(
                    "node_channel",
                    Kinds.flag(),
                    "Whether a Node program has process.send, for the metrics and messages of @pm2/io",
                    (spec, channel, folder) -> spec.withProgram(it -> it.withNodeChannel(channel)),
                    spec -> Optional.of(spec.program().nodeChannel())));

    private static final List<Key<?>> REGISTRATION = List.of(
            NameKey.NAME,
            new Key<>(
                    "namespace",
                    Kinds.group(),
                    "The group of processes that @NAMESPACE names on the command line",
                    (spec, namespace, folder) -> spec.withRegistration(it -> it.withNamespace(Optional.of(namespace))),
                    spec -> spec.registration().namespace()),
            new Key<>(
                    "autostart",
                    Kinds.flag(),
                    "Whether velos start starts it; false puts it into the list only",
                    (spec, starts, folder) ->
                            spec.withRegistration(it -> it.withStart(starts ? Start.AUTOMATIC : Start.BY_HAND)),
                    spec -> Optional.of(spec.registration().start() == Start.AUTOMATIC)));

    private static final List<Key<?>> ENVIRONMENT = List.of(
            new Key<>(
                    "env_inherit",
                    new InheritanceKind(),
                    "Which variables of the caller it inherits: \"all\", \"none\" or a list of names",
                    (spec, inheritance, folder) -> spec.withEnvironment(it -> it.withInheritance(inheritance)),
                    spec -> Optional.of(spec.environment().inheritance())),
            new Key<>(
                    "env_file",
                    new EnvFileKind(),
                    "A .env file, or several; the variables of env win over theirs",
                    (spec, files, folder) -> spec.withEnvironment(
                            it -> it.withOwn(EnvTable.of(it.own()).over(files.variables()))),
                    spec -> Optional.empty()),
            ENV);

    private static final List<Key<?>> KERNEL = List.of(
            new Key<>(
                    "umask",
                    Kinds.umask(),
                    "Permission bits that its new files do not get; by default those of the daemon",
                    (spec, umask, folder) -> spec.withKernel(it -> it.withUmask(OptionalInt.of(umask))),
                    spec -> boxed(spec.kernel().umask())),
            new Key<>(
                    "nice",
                    Kinds.wholeNumber(KernelSettings.MIN_NICE, KernelSettings.MAX_NICE),
                    "How readily it leaves the processor to others; below 0 needs root",
                    (spec, nice, folder) -> spec.withKernel(it -> it.withNice(OptionalInt.of(nice))),
                    spec -> boxed(spec.kernel().nice())));

    private static final List<Key<?>> STOP = List.of(
            new Key<>(
                    "stop_signal",
                    Kinds.oneOf(Kinds.words(StopSignal.values(), StopSignal::name)),
                    "The signal that asks it to end",
                    (spec, signal, folder) -> spec.withStop(it -> it.withSignal(signal)),
                    spec -> Optional.of(spec.stop().signal())),
            new Key<>(
                    "kill_timeout",
                    Kinds.duration(Duration.ZERO, Kinds.DAY),
                    "Time between the stop signal and SIGKILL",
                    (spec, grace, folder) -> spec.withStop(it -> it.withKillTimeout(grace)),
                    spec -> Optional.of(spec.stop().killTimeout())),
            new Key<>(
                    "shutdown_message",
                    Kinds.flag(),
                    "Whether its end begins with the message \"shutdown\" to Node, before the stop signal",
                    (spec, asks, folder) -> spec.withStop(it -> it.withManner(asks ? Manner.MESSAGE : Manner.SIGNAL)),
                    spec -> Optional.of(spec.stop().manner() == Manner.MESSAGE)));

    private static final List<Key<?>> RESTART = List.of(
            new Key<>(
                    "restart",
                    Kinds.oneOf(Kinds.words(Mode.values(), Mode::wire)),
                    "Which ends are followed by a restart",
                    (spec, mode, folder) -> spec.withRestart(it -> it.withMode(mode)),
                    spec -> Optional.of(spec.restart().mode())),
            new Key<>(
                    "max_restarts",
                    Kinds.wholeNumber(0, 1_000_000),
                    "Unstable restarts in a row after which it is given up as errored",
                    (spec, count, folder) -> spec.withRestart(it -> it.withMaxRestarts(count)),
                    spec -> Optional.of(spec.restart().maxRestarts())),
            new Key<>(
                    "min_uptime",
                    Kinds.duration(Duration.ZERO, Kinds.DAY),
                    "A life of that length is stable and ends the row",
                    (spec, uptime, folder) -> spec.withRestart(it -> it.withMinUptime(uptime)),
                    spec -> Optional.of(spec.restart().minUptime())),
            new Key<>(
                    "restart_delay",
                    Kinds.duration(Duration.ZERO, Kinds.DAY),
                    "What every restart waits at least",
                    (spec, delay, folder) -> spec.withRestart(it -> it.withDelay(delay)),
                    spec -> Optional.of(spec.restart().delay())),
            new Key<>(
                    "stop_exit_codes",
                    Kinds.wholeNumbers(0, RestartPolicy.MAX_EXIT_CODE),
                    "Exit codes that complete it, whatever restart says",
                    (spec, codes, folder) -> spec.withRestart(it -> it.withStopExitCodes(codes)),
                    spec -> Optional.of(spec.restart().stopExitCodes())),
            BACKOFF_INITIAL,
            BACKOFF_MAX,
            new Key<>(
                    "backoff.factor",
                    Kinds.number(1, 100),
                    "How many times longer each wait is than the one before",
                    (spec, factor, folder) -> withBackoff(spec, it -> it.withFactor(factor)),
                    spec -> Optional.of(spec.restart().backoff().factor())),
            new Key<>(
                    "backoff.jitter",
                    Kinds.number(0, 1),
                    "The part of a wait that chance adds or takes away",
                    (spec, jitter, folder) -> withBackoff(spec, it -> it.withJitter(jitter)),
                    spec -> Optional.of(spec.restart().backoff().jitter())));

    /** In the order in which people read them; tables come last, as TOML wants them. */
    static final List<Key<?>> ALL = Stream.of(
                    PROGRAM,
                    InstanceKeys.ALL,
                    ListenKeys.ALL,
                    BalanceKeys.ALL,
                    REGISTRATION,
                    KERNEL,
                    LimitKeys.ALL,
                    STOP,
                    ReadinessKeys.ALL,
                    HealthKeys.ALL,
                    RESTART,
                    WatchKeys.ALL,
                    ScheduleKeys.ALL,
                    HookKeys.ALL,
                    ReloadKeys.ALL,
                    LogKeys.ALL,
                    AnalysisKeys.ALL,
                    List.of(DependencyKeys.DEPENDS_ON),
                    ENVIRONMENT)
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableList());

    private ProcessKeys() {}

    private static ProcessSpec withBackoff(ProcessSpec spec, UnaryOperator<Backoff> change) {
        return spec.withRestart(it -> it.withBackoff(change.apply(it.backoff())));
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
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
