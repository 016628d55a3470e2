package dev.velos.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.Failure;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Specs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ActionResultTest {
    private static Fields wired(Fields fields) throws WireException {
        return FieldsCodec.decode(FieldsCodec.encode(fields));
    }

    @ParameterizedTest
    @EnumSource
    void result_comesBackThroughTheWire(ErrorCode code) throws WireException {
        ActionResult result = new ActionResult(
                "api:\u00e9",
                Optional.of(new Specs(1).snapshot()),
                Optional.of(new Failure(code, "It broke \ud83d\ude00.", "")),
                List.of("", "last \u001b[31m line"));
        assertThat(ActionResult.of(wired(result.toFields()))).isEqualTo(result);
    }

    @Test
    void plainResults_comeBackThroughTheWire() throws WireException {
        ActionResult done = ActionResult.done(new Specs(2).snapshot());
        ActionResult failed = ActionResult.failed("x", Failure.conflict("m", "r"));
        assertThat(done.process()).isEqualTo(done.snapshot().orElseThrow().displayName());
        Fields reply = Fields.builder()
                .putList("results", List.of(done.toFields(), failed.toFields()))
                .build();
        assertThat(ActionResult.listOf(wired(reply))).containsExactly(done, failed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.velos.core.protocol.Seeds#seeds")
    void startArguments_comeBackThroughTheWire(long seed) throws WireException {
        Specs specs = new Specs(seed);
        ProcessSpec first = specs.spec();
        ProcessSpec likeIt = specs.spec().inheriting(first.environment().inherited());
        ProcessSpec bare = specs.spec().inheriting(Map.of());
        for (StartArguments.Await await : StartArguments.Await.values()) {
            StartArguments arguments = new StartArguments(List.of(first, likeIt, specs.spec(), bare), await);
            assertThat(StartArguments.of(wired(arguments.toFields()))).isEqualTo(arguments);
        }
    }

    @Test
    void sharedEnvironment_travelsOnce() {
        ProcessSpec spec = new Specs(3).spec().inheriting(Map.of("A", "1"));
        Fields fields = new StartArguments(List.of(spec, spec), StartArguments.Await.UP).toFields();
        assertThat(fields.textMap("base_env")).isEqualTo(Map.of("A", "1"));
        assertThat(fields.list("specs")).hasSize(2).noneMatch(it -> it.has("base_env"));
    }

    @Test
    void noSpecs_areNoProblemOfTheWire() {
        StartArguments none = new StartArguments(List.of(), StartArguments.Await.NOTHING);
        assertThat(StartArguments.of(none.toFields())).isEqualTo(none);
        assertThat(StartArguments.of(Fields.empty())).isEqualTo(new StartArguments(List.of(), StartArguments.Await.UP));
    }
}
