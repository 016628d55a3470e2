package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.AnomalyLimits;
import dev.velos.core.process.Backoff;
import dev.velos.core.process.Balancing;
import dev.velos.core.process.CgroupLimits;
import dev.velos.core.process.Confinement;
import dev.velos.core.process.Dependencies;
import dev.velos.core.process.Environment;
import dev.velos.core.process.HealthPolicy;
import dev.velos.core.process.Hooks;
import dev.velos.core.process.Inheritance;
import dev.velos.core.process.InternetAddress;
import dev.velos.core.process.KernelSettings;
import dev.velos.core.process.LinePattern;
import dev.velos.core.process.ListenAddress;
import dev.velos.core.process.ListenSocket;
import dev.velos.core.process.Listening;
import dev.velos.core.process.LogAnalysis;
import dev.velos.core.process.LogPolicy;
import dev.velos.core.process.MemoryPolicy;
import dev.velos.core.process.Numbering;
import dev.velos.core.process.ProbeTarget;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Program;
import dev.velos.core.process.Readiness;
import dev.velos.core.process.Registration;
import dev.velos.core.process.ReloadPolicy;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.process.Rlimit;
import dev.velos.core.process.Schedule;
import dev.velos.core.process.Stdin;
import dev.velos.core.process.StopPolicy;
import dev.velos.core.process.StopSignal;
import dev.velos.core.process.Watching;
import dev.velos.core.protocol.FieldsCodec;
import dev.velos.core.protocol.WireException;
import dev.velos.core.schedule.CronLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any spec that a velos.toml can ask for comes back from its text, and then from its wire form. */
class RoundTripPropertyTest {
    private static final String[] TEXTS = {
        "a",
        "--flag=\u00e9",
        "\ud83d\ude00",
        "line\nbreak",
        "\u0001\u007f\\\"'#",
        "${NOT_SET} $${ $ {}",
        "x".repeat(300)
    };

    /** What others can depend on. */
    private static final String OTHER = "\n[process.other]\nscript = \"x\"\nhealth.tcp = \"80\"\n";

    @TempDir
    Path folder;

    private Random random;

    static LongStream seeds() {
        long base = System.nanoTime();
        return LongStream.concat(LongStream.rangeClosed(1, 10), LongStream.range(base, base + 5));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anySpec_comesBackFromTomlAndFromTheWire(long seed) throws IOException, WireException {
        random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            ProcessSpec spec = spec();
            String text = SpecAsToml.of(spec) + OTHER;
            ProcessSpec loaded = TomlFile.in(folder, text).specs().getFirst();
            assertThat(loaded).as(text).isEqualTo(spec);
            assertThat(SpecChange.between(spec, loaded)).isEmpty();
            assertThat(spec.asksForTheSameAs(loaded)).as(text).isTrue();
            ProcessSpec another =
                    spec().withProgram(it -> it.withScript(spec.program().script()));
            assertThat(spec.asksForTheSameAs(another))
                    .isEqualTo(spec.inheriting(Map.of()).equals(another.inheriting(Map.of())));
            assertThat(spec.asksForTheSameAs(spec.withStop(it -> it.withKillTimeout(Duration.ofMillis(86_399_999)))))
                    .isFalse();
            assertThat(ProcessSpec.of(FieldsCodec.decode(FieldsCodec.encode(loaded.toFields()))))
                    .isEqualTo(spec);
        }
    }

    private Dependencies dependencies() {
        return random.nextBoolean()
                ? Dependencies.NONE
                : new Dependencies(Map.of(new ProcessName("other"), oneOf(Dependencies.Condition.values())));
    }

    private ProcessSpec spec() {
        ProcessSpec spec = unbalanced();
        ProcessSpec balanced = spec.withBalancing(
                it -> it.withMethod(oneOf(Balancing.Method.values())).withProxyProtocol(random.nextBoolean()));
        return random.nextBoolean() || balanced.conflict().isPresent() ? spec : balanced;
    }

    private ProcessSpec unbalanced() {
        Inheritance inheritance = oneOf(Inheritance.ALL, Inheritance.NONE, Inheritance.of(List.of("PATH", "NO_SUCH")));
        return new ProcessSpec(
                new ProcessName(oneOf("api", "web.1", "-x-", "_")),
                new Registration(
                        maybe(new ProcessName("n" + random.nextInt(3))),
                        oneOf(Registration.Start.values()),
                        Optional.of(folder.resolve("velos.toml").toString()),
                        Optional.empty()),
                new Program(
                        "/s" + text(),
                        texts(),
                        "/c" + text(),
                        maybe("i" + text().replace("/", "")),
                        texts(),
                        random.nextBoolean() ? Stdin.PIPE : Stdin.NULL,
                        random.nextBoolean()),
                new Environment(inheritance, inheritance.of(TomlFile.ENVIRONMENT), variables()),
                new KernelSettings(maybe(random.nextInt(01000)), maybe(random.nextInt(40) - 20)),
                new MemoryPolicy(bytes(), oneOf(Duration.ZERO, millis())),
                confinement(),
                1 + random.nextInt(1_000),
                new Numbering(
                        maybe(1 + random.nextInt(64_000)),
                        maybe("V" + random.nextInt(3)),
                        oneOf(Numbering.NODE_APP_INSTANCE, "I")),
                new Listening(sockets(), random.nextBoolean()),
                Balancing.NONE,
                new ReloadPolicy(1 + random.nextInt(1_000), maybe(random.nextInt(1_001)), millis()),
                new StopPolicy(oneOf(StopSignal.values()), millis(), oneOf(StopPolicy.Manner.values())),
                new Readiness(signal(), millis().plusMillis(1)),
                health(),
                dependencies(),
                new RestartPolicy(
                        oneOf(RestartPolicy.Mode.values()),
                        random.nextInt(1_000_001),
                        millis(),
                        millis(),
                        new Backoff(millis(), Duration.ofDays(1), 1 + random.nextDouble(), random.nextDouble()),
                        random.ints(random.nextInt(3), 0, 256).boxed().toList()),
                new Watching(
                        random.nextBoolean(), oneOf(List.<String>of(), List.of(folder.toString())), texts(), seconds()),
                schedule(),
                random.nextBoolean() ? Hooks.NONE : Hooks.NONE.with(oneOf(Hooks.Moment.values()), "x" + text()),
                new LogPolicy(
                        random.nextLong(1L << 40),
                        1 + random.nextInt(1_000),
                        random.nextBoolean(),
                        oneOf(LogPolicy.Format.values()),
                        random.nextBoolean(),
                        oneOf(LogPolicy.Merge.values())),
                analysis());
    }

    private LogAnalysis analysis() {
        LogAnalysis analysis = LogAnalysis.DEFAULT
                .withMaxTemplates(100 + random.nextInt(99_000))
                .withAnomalies(new AnomalyLimits(
                        1 + random.nextInt(3),
                        4.5,
                        1 + random.nextInt(100),
                        Duration.ofMinutes(1 + random.nextInt(99)),
                        Duration.ofMinutes(1 + random.nextInt(99))))
                .withLevels(random.nextBoolean() ? Map.of() : Map.of("^E[0-9]+'\\d", "error"))
                .withMasks(random.nextBoolean() ? Map.of() : Map.of("order", "ORD-\\d+"));
        analysis = random.nextBoolean() ? analysis : analysis.withWatchErrors(random.nextBoolean());
        analysis = random.nextBoolean()
                ? analysis
                : analysis.withDedupeWindow(Duration.ofSeconds(1 + random.nextInt(9_000)));
        return random.nextBoolean() ? LogAnalysis.DEFAULT : analysis.with(LogAnalysis.Stage.FOLD, false);
    }

    private OptionalLong bytes() {
        return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(1 << 20, 1L << 40));
    }

    private Confinement confinement() {
        Confinement confinement = new Confinement(
                maybe("www-data"),
                maybe("100" + random.nextInt(9)),
                maybe(random.nextInt(2001) - 1000),
                Map.of(),
                new CgroupLimits(
                        random.nextBoolean()
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(random.nextInt(1, 4096) / 100.0),
                        bytes()));
        long soft = random.nextLong(1L << 40);
        return random.nextBoolean()
                ? confinement
                : confinement
                        .withRlimit("nofile", new Rlimit(soft, soft + random.nextInt(9)))
                        .withRlimit("core", oneOf(new Rlimit(0, 0), new Rlimit(7, Rlimit.UNLIMITED)));
    }

    private List<ListenSocket> sockets() {
        return random.ints(random.nextInt(4), 1, 65_536)
                .distinct()
                .mapToObj(port -> new ListenSocket(
                        oneOf(
                                new ListenAddress.Tcp("", port),
                                new ListenAddress.Tcp("127.0.0.1", port),
                                new ListenAddress.Tcp("::1", port),
                                new ListenAddress.UnixPath("/run/" + port, random.nextInt(01000))),
                        maybe("s" + port)))
                .toList();
    }

    private HealthPolicy health() {
        if (random.nextBoolean()) {
            return HealthPolicy.DEFAULT;
        }
        return new HealthPolicy(
                Optional.of(target()),
                millis().plusMillis(100),
                millis().plusMillis(1),
                1 + random.nextInt(1_000),
                millis(),
                oneOf(HealthPolicy.Action.values()),
                maybe(millis().plusMillis(100)));
    }

    private Optional<Readiness.Signal> signal() {
        return oneOf(
                Optional.empty(),
                Optional.of(new Readiness.Signal.Notification()),
                Optional.of(new Readiness.Signal.Message()),
                Optional.of(new Readiness.Signal.Line(new LinePattern("p" + text()))),
                Optional.of(new Readiness.Signal.Answer(target())));
    }

    private ProbeTarget target() {
        InternetAddress address =
                new InternetAddress(oneOf("localhost", "127.0.0.1", "::1", "fe80::1:2"), 1 + random.nextInt(65_535));
        return oneOf(
                new ProbeTarget.Tcp(address),
                new ProbeTarget.Http(Optional.of(address), "/h?x=" + random.nextInt(9)),
                new ProbeTarget.Exec(List.of("c" + text(), text())));
    }

    @SafeVarargs
    private <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(value);
    }

    private OptionalInt maybe(int value) {
        return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private String text() {
        return oneOf(TEXTS);
    }

    private List<String> texts() {
        return random.ints(random.nextInt(4)).mapToObj(i -> text()).toList();
    }

    private Duration millis() {
        return Duration.ofMillis(random.nextInt(86_000_000));
    }

    private Schedule schedule() {
        Schedule schedule = Schedule.NONE.withMaxAge(maybe(Duration.ofSeconds(1 + random.nextInt(100))));
        return switch (random.nextInt(3)) {
            case 0 ->
                schedule.withRuns(Optional.of(CronLine.parse(" @daily")))
                        .withOverlap(oneOf(Schedule.Overlap.values()))
                        .withZone(maybe(ZoneId.of("Europe/Berlin")));
            case 1 -> schedule.withCronRestart(Optional.of(CronLine.parse("*/5 * * * *")));
            default -> schedule;
        };
    }

    private Duration seconds() {
        return Duration.ofMillis(random.nextInt(3_600_000));
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            variables.put("K" + random.nextInt(9) + text().replace("=", ""), text());
        }
        return variables;
    }
}
