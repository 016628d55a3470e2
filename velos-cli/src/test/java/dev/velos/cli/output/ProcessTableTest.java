package dev.velos.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.cli.Snapshots;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessTableTest {
    private static final List<ProcessSnapshot> PROCESSES = List.of(
            Snapshots.online(0, "api"),
            Snapshots.of(1, "a-process-with-quite-a-long-name-to-show", ProcessStatus.WAITING, "exit 1"),
            Snapshots.of(12, "worker", ProcessStatus.ERRORED, "16 unstable restarts in a row, the last: SIGSEGV"));

    @Test
    void onATerminal_isABox() {
        assertThat(ProcessTable.of(PROCESSES.subList(0, 1), terminal(80, false)))
                .isEqualTo("""
                        ┌────┬──────┬────────┬──────┬───────┬────────┬────────┬──────────┐
                        │ id │ name │ status │  pid │   cpu │ memory │ uptime │ restarts │
                        ├────┼──────┼────────┼──────┼───────┼────────┼────────┼──────────┤
                        │  0 │ api  │ online │ 4000 │ 12.3% │ 50.0 M │  3m 5s │        0 │
                        └────┴──────┴────────┴──────┴───────┴────────┴────────┴──────────┘
                        """);
    }

    @Test
    void inAPipe_isPlainAndUncut() {
        String table = ProcessTable.of(PROCESSES, Terminal.NONE);
        assertThat(table).contains("a-process-with-quite-a-long-name-to-show").contains("the last: SIGSEGV\n");
        assertThat(table).doesNotContain("│").doesNotContain("\u001b").doesNotContain(" \n");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 79, 80, 100, 120, 200})
    void everyRow_hasOneWidthThatFits(int width) {
        String[] rows = ProcessTable.of(PROCESSES, terminal(width, false)).split("\n");
        assertThat(rows).hasSize(7);
        for (String row : rows) {
            assertThat(DisplayWidth.of(row)).isEqualTo(DisplayWidth.of(rows[0])).isLessThanOrEqualTo(width);
        }
    }

    @Test
    void narrowTerminal_keepsNameAndStatus() {
        assertThat(ProcessTable.of(PROCESSES, terminal(30, false)))
                .contains("name")
                .contains("status")
                .contains("…")
                .doesNotContain("memory");
    }

    @Test
    void wideCharacters_keepTheColumnsStraight() {
        ProcessSnapshot wide = Snapshots.of(0, "api", ProcessStatus.ERRORED, "エラーが発生しました 🚀");
        String[] rows = ProcessTable.of(List.of(wide, PROCESSES.get(0)), terminal(90, false))
                .split("\n");
        for (String row : rows) {
            assertThat(DisplayWidth.of(row)).isEqualTo(DisplayWidth.of(rows[0]));
        }
        assertThat(rows[3]).contains("エラーが発生");
    }

    @Test
    void lineBreaksInAReason_doNotBreakTheTable() {
        ProcessSnapshot odd = Snapshots.of(0, "api", ProcessStatus.ERRORED, "first\nsecond\u001b[31m");
        assertThat(ProcessTable.of(List.of(odd), terminal(120, false)).split("\n"))
                .hasSize(5);
        assertThat(ProcessTable.of(List.of(odd), Terminal.NONE)).doesNotContain("\u001b");
    }

    @Test
    void colours_areOnlyWhereTheyAreWanted() {
        assertThat(ProcessTable.of(PROCESSES, terminal(80, true))).contains("\u001b[32monline\u001b[0m");
        assertThat(ProcessTable.of(PROCESSES, terminal(80, false))).doesNotContain("\u001b");
    }

    @Test
    void localeWithoutUtf8_getsAsciiBoxes() {
        Terminal ascii =
                new Terminal(true, false, Glyphs.of(java.util.Map.of("LANG", "en_US.ISO-8859-1")), OptionalInt.of(80));
        assertThat(ProcessTable.of(PROCESSES, ascii)).startsWith("+----+").matches("\\p{ASCII}+");
    }

    private static Terminal terminal(int width, boolean colours) {
        return new Terminal(true, colours, Glyphs.UNICODE, OptionalInt.of(width));
    }
}
