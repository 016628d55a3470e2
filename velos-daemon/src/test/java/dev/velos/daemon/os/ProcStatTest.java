package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTest {
    private static final String NUMBERS =
            "41 42 43 34816 -1 4194304 1 2 3 4 150 50 7 8 20 0 1 0 987654 10000000 321 18446744073709551615 1 1 0 0\n";

    private final ProcStat format = new ProcStat(100, 4096);

    @Test
    void plainLine_givesEveryFact() {
        assertThat(parse("40 (node) S " + NUMBERS))
                .contains(new ProcessFacts(40, 41, 42, 43, ProcessFacts.State.SLEEPING, 987654, 2000, 321 * 4096));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"my program", "a) R 1 2 3 (b", ")", "((", "", "a\nb", "kworker/u16:1-events_unbound+flush)"})
    void nameOfAnyKind_isSkipped(String name) {
        assertThat(parse("40 (" + name + ") S " + NUMBERS)).get().satisfies(facts -> {
            assertThat(facts.pid()).isEqualTo(40);
            assertThat(facts.parent()).isEqualTo(41);
            assertThat(facts.startTicks()).isEqualTo(987654);
        });
    }

    @ParameterizedTest
    @CsvSource({"R,RUNNING", "S,SLEEPING", "I,SLEEPING", "D,OTHER", "T,OTHER", "t,OTHER", "Z,ZOMBIE", "X,ZOMBIE"})
    void stateLetter_becomesState(String letter, ProcessFacts.State state) {
        assertThat(parse("40 (x) " + letter + " " + NUMBERS))
                .get()
                .extracting(ProcessFacts::state)
                .isEqualTo(state);
    }

    @Test
    void otherTicksAndPages_areCountedByTheirSize() {
        byte[] line = ("40 (x) S " + NUMBERS).getBytes(StandardCharsets.UTF_8);
        assertThat(new ProcStat(1000, 16384).parse(line, line.length)).get().satisfies(facts -> {
            assertThat(facts.cpuMillis()).isEqualTo(200);
            assertThat(facts.residentBytes()).isEqualTo(321 * 16384);
        });
    }

    @Test
    void lineCutShortAnywhere_isNoFact() {
        String line = "40 (x) S " + NUMBERS;
        int lastNeeded = line.indexOf(" 321") + 4;
        for (int length = 0; length <= lastNeeded; length++) {
            assertThat(parse(line.substring(0, length)))
                    .as("first %d bytes", length)
                    .isEmpty();
        }
        assertThat(parse(line.substring(0, lastNeeded + 1))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no such line", "(", "()", "1 ()", "1 (x", ") S 1 2 3"})
    void otherText_isNoFact(String text) {
        assertThat(parse(text)).isEmpty();
    }

    private Optional<ProcessFacts> parse(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return format.parse(bytes, bytes.length);
    }
}
