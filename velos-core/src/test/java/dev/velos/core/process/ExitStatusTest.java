package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ExitStatus.Code;
import dev.velos.core.process.ExitStatus.NotStarted;
import dev.velos.core.process.ExitStatus.Signal;
import dev.velos.core.process.ExitStatus.Unknown;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExitStatusTest {
    static Stream<ExitStatus> statuses() {
        return Stream.of(
                new Code(0),
                new Code(255),
                new Signal(9),
                new Signal(64),
                new NotStarted(""),
                new NotStarted("node: not found: \u00e9"),
                new Unknown());
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void status_comesBackFromItsWireForm(ExitStatus status) {
        assertThat(ExitStatus.ofWire(status.wire())).contains(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "code", "code:", "code:x", "signal:99999999999", "spawn", "unknown:", "later:1"})
    void otherText_isNoStatus(String wire) {
        assertThat(ExitStatus.ofWire(wire)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, exit 0",
        "256, exit 1",
        "65280, exit 255",
        "9, SIGKILL",
        "15, SIGTERM",
        "139, SIGSEGV",
        "137, SIGKILL",
        "134, SIGABRT",
        "40, signal 40"
    })
    void waitStatus_isDecoded(int status, String reason) {
        assertThat(ExitStatus.ofWaitStatus(status).reason()).isEqualTo(reason);
    }

    @Test
    void reasons_areWords() {
        assertThat(new NotStarted("node is not on PATH").reason()).isEqualTo("node is not on PATH");
        assertThat(new Unknown().reason()).isEqualTo("exit status unknown, adopted");
    }

    @Test
    void onlyExitZero_isSuccess() {
        assertThat(statuses().filter(ExitStatus::isSuccess)).containsExactly(new Code(0));
    }
}
