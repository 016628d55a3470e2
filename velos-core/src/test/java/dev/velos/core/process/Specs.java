package dev.velos.core.process;

import dev.velos.core.schedule.CronLine;
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

/** Random specs and snapshots, with odd texts and empty values among them. */
public final class Specs {
    private static final String[] TEXTS = {
        "",
        " ",
        "a",
        "--flag=\u00e9",
        "\ud83d\ude00 emoji",
        "line\nbreak",
        "\u0001\u001b[31m",
        "x".repeat(300),
        "\u202eabc"
    };

    private final Random random;

    public Specs(long seed) {
        random = new Random(seed);
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private List<String> texts() {
        return random.ints(random.nextInt(4)).mapToObj(i -> text()).toList();
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            variables.put("K" + random.nextInt(9) + text(), text());
        }
        variables.keySet().removeIf(key -> key.indexOf('=') >= 0);
        return variables;
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(value);
    }

    private Confinement confinement() {
        Confinement confinement = Confinement.NONE
                .withUser(maybe("u" + random.nextInt(9)))
                .withGroup(maybe("" + random.nextInt(9)))
                .withOomScoreAdj(
                        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(2001) - 1000))
                .withCgroup(new CgroupLimits(
                        random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextInt(1, 9) / 4.0),
                        random.nextBoolean()
                                ? OptionalLong.empty()
                                : OptionalLong.of(random.nextLong(1 << 20, 1 << 30))));
        return random.nextBoolean()
                ? confinement
                : confinement
                        .withRlimit("nofile", new Rlimit(random.nextInt(100), 100 + random.nextInt(100)))
                        .withRlimit("core", new Rlimit(Rlimit.UNLIMITED, Rlimit.UNLIMITED));
    }

    public ProcessSpec spec() {
        return new ProcessSpec(
                new ProcessName("p" + random.nextInt(100)),
                new Registration(
                        maybe(new ProcessName("n" + random.nextInt(3))),
                        oneOf(Registration.Start.values()),
                        maybe("/o" + text()),
                        maybe(new ProcessName("a" + random.nextInt(3)))),
                new Program(
                        "/s" + text(),
                        texts(),
                        "/c" + text(),
                        random.nextBoolean() ? Optional.empty() : Optional.of("i" + text()),
                        texts(),
                        oneOf(Stdin.values()),
                        random.nextBoolean()),
                new Environment(
                        random.nextBoolean() ? Inheritance.ALL : Inheritance.of(texts()), variables(), variables()),
                new KernelSettings(
                        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(01000)),
                        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(40) - 20)),
                new MemoryPolicy(
                        random.nextBoolean()
                                ? OptionalLong.empty()
                                : OptionalLong.of(random.nextLong(1 << 20, 1 << 30)),
                        Duration.ofMillis(random.nextInt(2) * random.nextLong(100_000))),
                confinement(),
                1 + random.nextInt(9),
                numbering(),
                listening(),
                new Balancing(maybe(oneOf(Balancing.Method.values())), random.nextBoolean()),
                reload(),
                new StopPolicy(
                        oneOf(StopSignal.values()),
                        Duration.ofMillis(random.nextInt(100_000)),
                        oneOf(StopPolicy.Manner.values())),
                new Readiness(signal(), Duration.ofMillis(1 + random.nextInt(100_000))),
                new HealthPolicy(
                        maybe(target()),
                        Duration.ofMillis(100 + random.nextInt(100_000)),
                        Duration.ofMillis(1 + random.nextInt(100_000)),
                        1 + random.nextInt(9),
                        Duration.ofMillis(random.nextInt(100_000)),
                        oneOf(HealthPolicy.Action.values()),
                        maybe(Duration.ofMillis(100 + random.nextInt(100_000)))),
                new Dependencies(
                        Map.of(new ProcessName("d" + random.nextInt(9)), oneOf(Dependencies.Condition.values()))),
                new RestartPolicy(
                        oneOf(RestartPolicy.Mode.values()),
                        random.nextInt(100),
                        Duration.ofMillis(random.nextInt(100_000)),
                        Duration.ofMillis(random.nextInt(100_000)),
                        new Backoff(
                                Duration.ofNanos(1_000L * random.nextInt(1_000_000)),
                                Duration.ofSeconds(1 + random.nextInt(100)),
                                1 + random.nextDouble(),
                                random.nextDouble()),
                        random.ints(random.nextInt(3), 0, 256).boxed().toList()),
                new Watching(random.nextBoolean(), texts(), texts(), Duration.ofMillis(random.nextInt(3_600_000))),
                schedule(),
                random.nextBoolean() ? Hooks.NONE : Hooks.NONE.with(oneOf(Hooks.Moment.values()), "x" + text()),
                new LogPolicy(
                        random.nextLong(1L << 40),
                        1 + random.nextInt(20),
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

    private Numbering numbering() {
        return new Numbering(
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(60_000)),
                maybe("V" + random.nextInt(9)),
                oneOf(new String[] {Numbering.NODE_APP_INSTANCE, "ME"}));
    }

    private ReloadPolicy reload() {
        return new ReloadPolicy(
                1 + random.nextInt(9),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(4)),
                Duration.ofMillis(random.nextInt(100_000)));
    }

    private Listening listening() {
        List<ListenSocket> sockets = random.ints(random.nextInt(4), 1, 65_536)
                .distinct()
                .mapToObj(port -> new ListenSocket(address(port), maybe("n" + port)))
                .toList();
        return new Listening(sockets, random.nextBoolean());
    }

    private ListenAddress address(int port) {
        return oneOf(new ListenAddress[] {
            new ListenAddress.Tcp("", port),
            new ListenAddress.Tcp("127.0.0.1", port),
            new ListenAddress.Tcp("::1", port),
            new ListenAddress.UnixPath("/u" + port, random.nextInt(01000))
        });
    }

    private Schedule schedule() {
        Schedule schedule = Schedule.NONE
                .withOverlap(oneOf(Schedule.Overlap.values()))
                .withZone(maybe(ZoneId.of("Europe/Berlin")))
                .withMaxAge(maybe(Duration.ofMillis(1_000 + random.nextInt(100_000))));
        return switch (random.nextInt(3)) {
            case 0 -> schedule.withRuns(Optional.of(CronLine.parse("@daily")));
            case 1 -> schedule.withCronRestart(Optional.of(CronLine.parse("*/5 * * * *")));
            default -> schedule;
        };
    }

    private Optional<Readiness.Signal> signal() {
        return switch (random.nextInt(5)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Readiness.Signal.Notification());
            case 2 -> Optional.of(new Readiness.Signal.Message());
            case 3 -> Optional.of(new Readiness.Signal.Line(new LinePattern("p" + text())));
            default -> Optional.of(new Readiness.Signal.Answer(target()));
        };
    }

    private ProbeTarget target() {
        InternetAddress address = new InternetAddress(
                oneOf(new String[] {"localhost", "127.0.0.1", "::1", "fe80::1:2"}), 1 + random.nextInt(65_535));
        return switch (random.nextInt(3)) {
            case 0 -> new ProbeTarget.Tcp(address);
            case 1 -> new ProbeTarget.Http(Optional.of(address), "/h?x=" + random.nextInt(9));
            default -> new ProbeTarget.Exec(List.of("c" + text(), text()));
        };
    }

    public ProcessSnapshot snapshot() {
        return new ProcessSnapshot(
                random.nextLong(1L << 40),
                "p" + random.nextInt(100),
                maybe("n" + random.nextInt(3)),
                random.nextInt(4),
                1 + random.nextInt(4),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(1 << 22)),
                oneOf(ProcessStatus.values()),
                random.nextDouble() * 800,
                random.nextLong(1L << 45),
                random.nextLong(1L << 40),
                random.nextInt(1_000),
                text(),
                random.nextInt(50),
                random.nextBoolean(),
                random.nextLong(1L << 45),
                new Condition(maybe(oneOf(Condition.Health.values())), text(), text(), text()),
                "/s" + text(),
                texts(),
                "/c" + text(),
                random.nextBoolean() ? Optional.empty() : Optional.of(text()),
                "/o" + text(),
                "/e" + text(),
                random.nextLong(1L << 45),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(1L << 45)),
                random.nextBoolean() ? Map.of() : Map.of("m", text()),
                maybe(new Carried(
                        random.nextInt(60_000),
                        random.nextInt(9),
                        random.nextLong(1L << 40),
                        random.nextLong(1L << 40),
                        random.nextInt(9),
                        random.nextLong(1L << 40),
                        random.nextLong(1L << 40))));
    }
}
