package dev.velos.daemon.os.posix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.os.ProcessFacts;
import dev.velos.daemon.os.ProcessFacts.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PsLineTest {
    private static final long START_SECONDS = 1_795_244_160;

    @Test
    void lineOfMacOs_givesEveryFact() {
        assertThat(PsLine.parse("  501     1   500 Ss   Sat Nov 21 06:56:00 2026       0:01.23   2048", pid -> pid + 1))
                .contains(new ProcessFacts(501, 1, 500, 502, State.SLEEPING, START_SECONDS * 100, 1230, 2048 * 1024));
    }

    @Test
    void dayOfOneDigit_isRead() {
        assertThat(PsLine.parse("1 0 1 S Tue Nov  3 06:56:00 2026 0:00.00 1", pid -> pid))
                .get()
                .extracting(ProcessFacts::startTicks)
                .isEqualTo((START_SECONDS - 18 * 86_400) * 100);
    }

    @ParameterizedTest
    @CsvSource({"0:01.23,1230", "59:59.99,3599990", "00:00:07,7000", "1-02:03:04,93784000", "100:00.00,6000000"})
    void cpuTime_isReadInEveryForm(String text, long millis) {
        assertThat(PsLine.parse("1 0 1 S Sat Nov 21 06:56:00 2026 " + text + " 1", pid -> pid))
                .get()
                .extracting(ProcessFacts::cpuMillis)
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"R+,RUNNING", "Is,SLEEPING", "U,OTHER", "T,OTHER", "Z,ZOMBIE"})
    void state_isItsFirstLetter(String letters, State state) {
        assertThat(PsLine.parse("1 0 1 " + letters + " Sat Nov 21 06:56:00 2026 0:00.00 1", pid -> pid))
                .get()
                .extracting(ProcessFacts::state)
                .isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PID PPID",
                "x 0 1 S Sat Nov 21 06:56:00 2026 0:00 1",
                "1 0 1 S Sat Foo 21 06:56:00 2026 0:00 1"
            })
    void otherLine_isNoFact(String line) {
        assertThat(PsLine.parse(line, pid -> pid)).isEmpty();
    }
}
