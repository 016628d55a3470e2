package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.VelosException;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.FieldsCodec;
import dev.velos.core.protocol.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessSpecTest {
    private static final ProcessSpec SPEC = ProcessSpec.of(new ProcessName("api"), "/srv/api.js", "/srv");

    private static void assertRefused(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        VelosException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessage(message);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.velos.core.protocol.Seeds#seeds")
    void anySpec_comesBackThroughTheWire(long seed) throws WireException {
        Specs specs = new Specs(seed);
        for (int i = 0; i < 50; i++) {
            ProcessSpec spec = specs.spec();
            assertThat(ProcessSpec.of(FieldsCodec.decode(FieldsCodec.encode(spec.toFields()))))
                    .isEqualTo(spec);
        }
    }

    @Test
    void fieldsWithTheLeast_haveEveryDefault() {
        Fields least = Fields.builder()
                .put("name", "api")
                .put("script", "/srv/api.js")
                .put("cwd", "/srv")
                .build();
        assertThat(ProcessSpec.of(least)).isEqualTo(SPEC);
        assertThat(SPEC.stop().killTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(SPEC.restart()).isEqualTo(RestartPolicy.DEFAULT);
        assertThat(SPEC.instances()).isEqualTo(1);
    }

    @Test
    void withers_changeWhatTheyAreTold() {
        ProcessSpec changed = SPEC.withProgram(it -> it.withScript("/b"))
                .withProgram(it -> it.withArgs(List.of("x")))
                .withProgram(it -> it.withCwd("/c"))
                .withProgram(it -> it.withInterpreter(Optional.of("none")))
                .withProgram(it -> it.withInterpreterArgs(List.of("-u")))
                .withProgram(it -> it.withStdin(Stdin.NULL).withNodeChannel(true))
                .withRegistration(it -> it.withNamespace(Optional.of(new ProcessName("web")))
                        .withStart(Registration.Start.BY_HAND)
                        .withOrigin(Optional.of("/srv/velos.toml")))
                .inheriting(Map.of("A", "1", "B", "1", "C", "1"))
                .withEnvironment(it -> it.withInheritance(Inheritance.of(List.of("A", "B"))))
                .withKernel(it -> it.withUmask(OptionalInt.of(027)).withNice(OptionalInt.of(5)))
                .withMemory(it -> it.withMaxBytes(OptionalLong.of(1 << 20)))
                .withConfinement(it -> it.withUser(Optional.of("www")))
                .withStop(it -> it.withSignal(StopSignal.SIGINT))
                .withEnvironment(it -> it.withOwn(Map.of("B", "2")))
                .withInstances(3)
                .withNumbering(it -> it.withInstanceVar("ME"))
                .withListening(it -> it.withNodePreload(false))
                .withBalancing(it -> it.withProxyProtocol(true))
                .withReload(it -> it.withParallel(2))
                .withStop(it -> it.withKillTimeout(Duration.ZERO))
                .withRestart(_ -> RestartPolicy.DEFAULT.withMode(RestartPolicy.Mode.NEVER))
                .withWatching(_ -> Watching.OFF.withOn(true))
                .withHooks(it -> it.with(Hooks.Moment.BEFORE_START, "true"))
                .withSchedule(_ -> Schedule.NONE.withOverlap(Schedule.Overlap.QUEUE))
                .withLog(_ -> LogPolicy.DEFAULT.withMaxBytes(0).withMaxFiles(1))
                .withAnalysis(it -> it.withMaxTemplates(500));
        assertThat(changed)
                .isEqualTo(new ProcessSpec(
                        new ProcessName("api"),
                        new Registration(
                                Optional.of(new ProcessName("web")),
                                Registration.Start.BY_HAND,
                                Optional.of("/srv/velos.toml"),
                                Optional.empty()),
                        new Program("/b", List.of("x"), "/c", Optional.of("none"), List.of("-u"), Stdin.NULL, true),
                        new Environment(
                                Inheritance.of(List.of("A", "B")), Map.of("A", "1", "B", "1"), Map.of("B", "2")),
                        new KernelSettings(OptionalInt.of(027), OptionalInt.of(5)),
                        MemoryPolicy.UNLIMITED.withMaxBytes(OptionalLong.of(1 << 20)),
                        Confinement.NONE.withUser(Optional.of("www")),
                        3,
                        Numbering.DEFAULT.withInstanceVar("ME"),
                        Listening.NONE.withNodePreload(false),
                        Balancing.NONE.withProxyProtocol(true),
                        ReloadPolicy.DEFAULT.withParallel(2),
                        new StopPolicy(StopSignal.SIGINT, Duration.ZERO, StopPolicy.Manner.SIGNAL),
                        Readiness.DEFAULT,
                        HealthPolicy.DEFAULT,
                        Dependencies.NONE,
                        RestartPolicy.DEFAULT.withMode(RestartPolicy.Mode.NEVER),
                        Watching.OFF.withOn(true),
                        Schedule.NONE.withOverlap(Schedule.Overlap.QUEUE),
                        Hooks.NONE.with(Hooks.Moment.BEFORE_START, "true"),
                        LogPolicy.DEFAULT.withMaxBytes(0).withMaxFiles(1),
                        LogAnalysis.DEFAULT.withMaxTemplates(500)));
        assertThat(changed.environment().all()).isEqualTo(Map.of("A", "1", "B", "2"));
    }

    @Test
    void listsGivenIn_areCopied() {
        List<String> args = new ArrayList<>(List.of("a"));
        ProcessSpec spec = SPEC.withProgram(it -> it.withArgs(args));
        args.add("b");
        assertThat(spec.program().args()).containsExactly("a");
    }

    @Test
    void impossibleSpecs_areRefused() {
        assertRefused(() -> SPEC.withProgram(it -> it.withScript("")), "The script is empty. Name a path.");
        assertRefused(() -> SPEC.withProgram(it -> it.withCwd("")), "The cwd is empty. Name a path.");
        assertRefused(
                () -> SPEC.withProgram(it -> it.withInterpreter(Optional.of(""))),
                "The interpreter is empty. Name a path.");
        assertRefused(
                () -> SPEC.withProgram(it -> it.withScript("a\0")), "The script contains a NUL character. Remove it.");
        assertRefused(() -> SPEC.withProgram(it -> it.withCwd("a\0")), "The cwd contains a NUL character. Remove it.");
        assertRefused(
                () -> SPEC.withProgram(it -> it.withArgs(List.of("a\0"))),
                "The args contains a NUL character. Remove it.");
        assertRefused(
                () -> SPEC.withProgram(it -> it.withInterpreterArgs(List.of("\0"))),
                "The interpreter_args contains a NUL character. Remove it.");
        assertRefused(
                () -> SPEC.withEnvironment(it -> it.withOwn(Map.of("", "v"))),
                "\"\" cannot name an environment variable. Use a name without \"=\".");
        assertRefused(
                () -> SPEC.withEnvironment(it -> it.withOwn(Map.of("a=b", "v"))),
                "\"a=b\" cannot name an environment variable. Use a name without \"=\".");
        assertRefused(
                () -> SPEC.withEnvironment(it -> it.withOwn(Map.of("a", "\0"))),
                "The env contains a NUL character. Remove it.");
        assertRefused(
                () -> SPEC.withEnvironment(it -> it.withOwn(Map.of("\0", "a"))),
                "The env contains a NUL character. Remove it.");
        assertRefused(() -> SPEC.withInstances(0), "instances = 0 is not possible. Ask for 1 to 1000.");
        assertRefused(
                () -> SPEC.withStop(it -> it.withKillTimeout(Duration.ofMillis(-1))),
                "A kill timeout of -1ms is not possible. Use 0s to 36500d.");
        assertRefused(
                () -> SPEC.withStop(it -> it.withKillTimeout(Duration.ofDays(36_501))),
                "A kill timeout of 36501d is not possible. Use 0s to 36500d.");
    }

    @Test
    void impossibleFields_areRefusedInWords() {
        Fields fields = SPEC.toFields();
        assertRefused(
                () -> ProcessSpec.of(with(
                        fields, "restart", Fields.builder().put("mode", "maybe").build())),
                "The process cannot be read: No enum constant dev.velos.core.process.RestartPolicy.Mode.MAYBE."
                        + " Check its values.");
        assertRefused(
                () -> ProcessSpec.of(
                        with(fields, "log", Fields.builder().put("max_files", 0).build())),
                "The process cannot be read: log policy 67108864, 0. Check its values.");
        assertRefused(
                () -> ProcessSpec.of(Fields.builder().putAllBut("cwd", fields).build()),
                "The field \"cwd\" is missing. Send it.");
    }

    private static Fields with(Fields fields, String name, Fields value) {
        return Fields.builder().putAll(fields).put(name, value).build();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.velos.core.protocol.Seeds#seeds")
    void fieldsWithAnyWrongValue_throwNothingButVelosExceptions(long seed) {
        Random random = new Random(seed);
        Specs specs = new Specs(seed);
        for (int i = 0; i < 200; i++) {
            Fields broken = broken(specs.spec().toFields(), random);
            try {
                assertThat(ProcessSpec.of(broken).program().script()).isNotEmpty();
            } catch (VelosException e) {
                assertThat(e.failure().message()).isNotBlank();
            }
        }
    }

    /** With one value, here or further in, that is of another kind, out of range or gone. */
    private static Fields broken(Fields fields, Random random) {
        List<String> names = List.copyOf(fields.asMap().keySet());
        if (names.isEmpty()) {
            return fields;
        }
        String name = names.get(random.nextInt(names.size()));
        Fields.Builder broken = Fields.builder().putAllBut(name, fields);
        if (fields.asMap().get(name) instanceof Fields inner && random.nextBoolean()) {
            return broken.put(name, broken(inner, random)).build();
        }
        long[] numbers = {Long.MIN_VALUE, -1, 0, 1L << 32, Long.MAX_VALUE};
        return switch (random.nextInt(5)) {
            case 0 -> broken.put(name, numbers[random.nextInt(numbers.length)]).build();
            case 1 -> broken.put(name, "\0").build();
            case 2 -> broken.put(name, Double.NaN).build();
            case 3 -> broken.putTexts(name, List.of("x")).build();
            default -> broken.build();
        };
    }
}
