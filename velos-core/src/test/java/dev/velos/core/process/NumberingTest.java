package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class NumberingTest {
    private static final Environment ENVIRONMENT =
            Environment.EMPTY.withInherited(Map.of("A", "1")).withOwn(Map.of("B", "8000", "C", "x"));

    @Test
    void eachInstance_hasItsNumbers() {
        Numbering numbering = new Numbering(OptionalInt.of(3000), Optional.of("B"), "ME");
        assertThat(numbering.variables(ENVIRONMENT, 2)).isEqualTo(Map.of("ME", "2", "PORT", "3002", "B", "8002"));
    }

    @Test
    void inheritedVariable_canBeIncremented() {
        Numbering numbering = Numbering.DEFAULT.withIncrementVar(Optional.of("A"));
        assertThat(numbering.variables(ENVIRONMENT, 1)).containsEntry("A", "2").containsEntry("NODE_APP_INSTANCE", "1");
    }

    @Test
    void variableThatIsNoNumber_isRefused() {
        Numbering numbering = Numbering.DEFAULT.withIncrementVar(Optional.of("C"));
        assertThatThrownBy(() -> numbering.variables(ENVIRONMENT, 1))
                .hasMessageStartingWith("increment_var = C needs a number in C, not \"x\".");
    }

    @Test
    void portWithoutRoomForAllInstances_isRefused() {
        ProcessSpec spec = ProcessSpec.of(new ProcessName("a"), "a", "/").withInstances(3);
        assertThatThrownBy(() -> spec.withNumbering(it -> it.withPort(OptionalInt.of(65_534))))
                .hasMessageStartingWith("port = 65534 leaves no port for the last of 3 instances.");
    }
}
