package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.process.RestartPolicy.Mode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RestartPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "always, code:0, true",
        "always, code:1, true",
        "always, signal:9, true",
        "always, unknown, true",
        "on-failure, code:0, false",
        "on-failure, code:1, true",
        "on-failure, signal:15, true",
        "on-failure, spawn:x, true",
        "on-failure, unknown, true",
        "never, code:0, false",
        "never, code:1, false",
        "never, signal:9, false"
    })
    void mode_decidesAfterWhichEnds(String mode, String status, boolean restarts) {
        RestartPolicy policy = RestartPolicy.DEFAULT.withMode(Mode.ofWire(mode));
        assertThat(policy.restartsAfter(ExitStatus.ofWire(status).orElseThrow()))
                .isEqualTo(restarts);
    }

    @ParameterizedTest
    @EnumSource
    void mode_comesBackFromItsWireForm(Mode mode) {
        assertThat(Mode.ofWire(mode.wire())).isEqualTo(mode);
    }

    @Test
    void impossiblePolicies_areRefused() {
        Duration second = Duration.ofSeconds(1);
        for (Runnable impossible : new Runnable[] {
            () -> new RestartPolicy(Mode.ALWAYS, -1, second, Duration.ZERO, Backoff.DEFAULT, List.of()),
            () -> new RestartPolicy(Mode.ALWAYS, 1, second.negated(), Duration.ZERO, Backoff.DEFAULT, List.of()),
            () -> new RestartPolicy(Mode.ALWAYS, 1, Duration.ofDays(36_501), Duration.ZERO, Backoff.DEFAULT, List.of()),
            () -> LogPolicy.DEFAULT.withMaxBytes(-1).withMaxFiles(1),
            () -> LogPolicy.DEFAULT.withMaxBytes(0).withMaxFiles(0)
        }) {
            assertThatThrownBy(impossible::run).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
