package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.Failure;
import dev.velos.core.process.Balancing.Method;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BalancingTest {
    private static final ProcessSpec PLAIN = ProcessSpec.of(new ProcessName("api"), "/a.js", "/");

    private static ProcessSpec balanced(String socket) {
        return PLAIN.withInstances(3)
                .withListening(it -> it.withSockets(List.of(ListenSocket.parse(socket))))
                .withBalancing(it -> it.withMethod(Method.ROUND_ROBIN));
    }

    private static String conflict(ProcessSpec spec) {
        return spec.conflict().map(Failure::message).orElse("");
    }

    @Test
    void methods_areCalledAsTheyAreWritten() {
        assertThat(Method.ofWire("round-robin")).isEqualTo(Method.ROUND_ROBIN);
        assertThat(Method.ofWire("least-connections").wire()).isEqualTo("least-connections");
        assertThatThrownBy(() -> Method.ofWire("least-conections"))
                .hasMessageContaining("balance = \"least-conections\" is not known.")
                .hasMessageContaining("Did you mean \"least-connections\"?");
    }

    @Test
    void balanceWithoutListen_contradictsItself() {
        assertThat(conflict(PLAIN.withBalancing(it -> it.withMethod(Method.LEAST_CONNECTIONS))))
                .contains("\"least-connections\" has nothing to accept connections at");
        assertThat(conflict(PLAIN.withBalancing(it -> it.withProxyProtocol(true))))
                .contains("proxy_protocol without balance");
        assertThat(conflict(PLAIN)).isEmpty();
        assertThat(conflict(balanced("3000"))).isEmpty();
        assertThat(conflict(balanced("unix:/run/api.sock"))).isEmpty();
    }

    @Test
    void nameOfASocket_isForProgramsThatAreHandedIt() {
        assertThat(conflict(balanced("3000,name=web"))).contains("the name \"web\"");
    }

    @Test
    void portOfAnInstance_cannotBeThatOfTheBalancer() {
        ProcessSpec spec = balanced("3002");
        assertThat(conflict(spec.withNumbering(it -> it.withPort(OptionalInt.of(3_000)))))
                .contains("tcp:3002 is the port of an instance");
        assertThat(conflict(spec.withNumbering(it -> it.withPort(OptionalInt.of(2_999)))))
                .isEmpty();
        assertThat(conflict(spec.withNumbering(it -> it.withPort(OptionalInt.of(3_003)))))
                .isEmpty();
    }

    @Test
    void balancedProcess_isHandedNothing_andAwaited() {
        assertThat(balanced("3000").isHandedSockets()).isFalse();
        assertThat(balanced("3000").isAwaited()).isTrue();
        assertThat(balanced("3000").fitsWhatRunsBy(balanced("3000").withBalancing(_ -> Balancing.NONE)))
                .isFalse();
        assertThat(balanced("3000")
                        .fitsWhatRunsBy(balanced("3000")
                                .withBalancing(it ->
                                        it.withMethod(Method.LEAST_CONNECTIONS).withProxyProtocol(true))))
                .as("what only the balancer does reaches no program")
                .isTrue();
    }
}
