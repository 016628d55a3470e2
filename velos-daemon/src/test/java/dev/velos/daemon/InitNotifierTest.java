package dev.velos.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InitNotifierTest extends OnStage {
    private InitNotifier notifier(String... environment) {
        Map<String, String> variables = new HashMap<>(Map.of("NOTIFY_SOCKET", "/run/notify"));
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        return InitNotifier.of(variables, stage.backend.host(), stage.loop).orElseThrow();
    }

    private String pid() {
        return Long.toString(stage.backend.host().pid());
    }

    private long watchdogs() {
        return stage.backend.told().stream().filter("WATCHDOG=1"::equals).count();
    }

    @Test
    void whereNobodyAsked_thereIsNone() {
        assertThat(InitNotifier.of(Map.of(), stage.backend.host(), stage.loop)).isEmpty();
        assertThat(InitNotifier.of(Map.of("NOTIFY_SOCKET", ""), stage.backend.host(), stage.loop))
                .isEmpty();
    }

    @Test
    void ready_namesItselfAndHowItStands() {
        notifier().ready("1 of 2 processes online");
        assertThat(stage.backend.told())
                .containsExactly("READY=1\nMAINPID=" + pid() + "\nSTATUS=1 of 2 processes online");
    }

    @Test
    void watchdog_isFedAtHalfOfItsTime() {
        notifier("WATCHDOG_USEC", "10000000", "WATCHDOG_PID", pid()).ready("");
        stage.pass(Duration.ofSeconds(21));
        assertThat(watchdogs()).isEqualTo(5);
    }

    @Test
    void watchdogThatNobodyAskedFor_wakesNobody() {
        notifier().ready("");
        notifier("WATCHDOG_USEC", "0").ready("");
        notifier("WATCHDOG_USEC", "soon").ready("");
        notifier("WATCHDOG_USEC", "1000000", "WATCHDOG_PID", "1").ready("");
        stage.pass(Duration.ofSeconds(5));
        assertThat(watchdogs()).isZero();
    }

    @Test
    void status_isToldWhereItIsAnother() {
        InitNotifier notifier = notifier();
        notifier.ready("a");
        notifier.status("a");
        notifier.status("b");
        assertThat(stage.backend.told()).hasSize(2).last().isEqualTo("STATUS=b");
    }

    @Test
    void stopping_asksForTheTimeThatItMayTake() {
        notifier().stopping(Duration.ofSeconds(20));
        assertThat(stage.backend.told())
                .containsExactly("STOPPING=1\nEXTEND_TIMEOUT_USEC=20000000\nSTATUS=Stopping every process");
    }
}
