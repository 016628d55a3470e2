package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalNumberTest {
    @ParameterizedTest
    @CsvSource({"SIGHUP,1", "hup,1", "sigusr2,12", "9,9", "64,64", "SIGSYS,31", "WINCH,28"})
    void signal_isNamedInManyWays(String word, int number) {
        assertThat(SignalNumber.of(word)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65", "-1", "SIG", "SIGNOPE", "16x"})
    void otherWord_isNoSignal(String word) {
        assertThat(SignalNumber.of(word)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void stopSignals_haveTheSameNumbers(StopSignal signal) {
        assertThat(SignalNumber.of(signal.name())).hasValue(signal.number());
    }

    @Test
    void numberWithoutAName_isToldByItsNumber() {
        assertThat(SignalNumber.name(1)).isEqualTo("SIGHUP");
        assertThat(SignalNumber.name(16)).isEqualTo("signal 16");
        assertThat(SignalNumber.name(40)).isEqualTo("signal 40");
    }
}
