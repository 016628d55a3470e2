package dev.velos.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.VelosException;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronLineTest {
    /** 1 January 2026 is a Thursday. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *        | 2026-01-01T00:00:00 | 2026-01-01T00:00:00",
                "* * * * *        | 2026-01-01T00:00:01 | 2026-01-01T00:01:00",
                "* * * * * *      | 2026-01-01T00:00:01 | 2026-01-01T00:00:01",
                "*/15 * * * * *   | 2026-01-01T00:00:46 | 2026-01-01T00:01:00",
                "30 5 * * * *     | 2026-01-01T00:05:31 | 2026-01-01T01:05:30",
                "0 4 * * *        | 2026-01-01T04:00:01 | 2026-01-02T04:00:00",
                "*/5 * * * *      | 2026-01-01T00:56:00 | 2026-01-01T01:00:00",
                "10-20/5 * * * *  | 2026-01-01T00:16:00 | 2026-01-01T00:20:00",
                "50/5 * * * *     | 2026-01-01T00:51:00 | 2026-01-01T00:55:00",
                "1,31 * * * *     | 2026-01-01T00:02:00 | 2026-01-01T00:31:00",
                "59 23 31 12 *    | 2026-01-01T00:00:00 | 2026-12-31T23:59:00",
                "0 0 29 2 *       | 2026-01-01T00:00:00 | 2028-02-29T00:00:00",
                "0 0 29 2 *       | 2097-01-01T00:00:00 | 2104-02-29T00:00:00",
                "0 0 31 * *       | 2026-02-01T00:00:00 | 2026-03-31T00:00:00",
                "0 0 * * MON      | 2026-01-01T00:00:00 | 2026-01-05T00:00:00",
                "0 0 * * sun      | 2026-01-01T00:00:00 | 2026-01-04T00:00:00",
                "0 0 * * 0        | 2026-01-01T00:00:00 | 2026-01-04T00:00:00",
                "0 0 * * 7        | 2026-01-01T00:00:00 | 2026-01-04T00:00:00",
                "0 0 * * 5-7      | 2026-01-03T00:00:01 | 2026-01-04T00:00:00",
                "0 0 * * 1-5      | 2026-01-03T00:00:00 | 2026-01-05T00:00:00",
                "0 0 13 * FRI     | 2026-01-01T00:00:00 | 2026-01-02T00:00:00",
                "0 0 13 * FRI     | 2026-01-10T00:00:00 | 2026-01-13T00:00:00",
                "0 0 */2 * FRI    | 2026-01-02T00:00:01 | 2026-01-09T00:00:00",
                "0 0 ? * FRI      | 2026-01-01T00:00:00 | 2026-01-02T00:00:00",
                "0 0 1 JAN,jul *  | 2026-01-01T00:00:01 | 2026-07-01T00:00:00",
                "0 0 29 2 */7     | 2026-01-01T00:00:00 | 2032-02-29T00:00:00",
                "@hourly          | 2026-01-01T00:00:01 | 2026-01-01T01:00:00",
                "@daily           | 2026-01-01T00:00:01 | 2026-01-02T00:00:00",
                "@MIDNIGHT        | 2026-01-01T00:00:01 | 2026-01-02T00:00:00",
                "@weekly          | 2026-01-01T00:00:00 | 2026-01-04T00:00:00",
                "@monthly         | 2026-01-01T00:00:01 | 2026-02-01T00:00:00",
                "@yearly          | 2026-01-01T00:00:01 | 2027-01-01T00:00:00",
                "@annually        | 2026-01-01T00:00:01 | 2027-01-01T00:00:00",
            })
    void line_firesNextAt(String line, LocalDateTime from, LocalDateTime next) {
        assertThat(CronLine.parse(line).nextFrom(from)).contains(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''               | it is empty",
                "* * *            | it has 3 fields",
                "* * * * * * *    | it has 7 fields",
                "60 * * * *       | \"60\" is nothing that the minutes can be",
                "60 * * * * *     | \"60\" is nothing that the seconds can be",
                "* 24 * * *       | \"24\" is nothing that the hours can be",
                "* * 0 * *        | \"0\" is nothing that the days of the month can be",
                "* * L * *        | \"L\" is nothing that the days of the month can be",
                "* * * 13 *       | \"13\" is nothing that the months can be",
                "* * * * 8        | \"8\" is nothing that the days of the week can be",
                "* * * * MO       | \"MO\" is nothing that the days of the week can be",
                "*/0 * * * *      | \"*/0\" is nothing that the minutes can be",
                "*/x * * * *      | \"*/x\" is nothing that the minutes can be",
                "5- * * * *       | \"5-\" is nothing that the minutes can be",
                "1,,2 * * * *     | \"\" is nothing that the minutes can be",
                "-1 * * * *       | \"-1\" is nothing that the minutes can be",
                "30-10 * * * *    | the range \"30-10\" of the minutes runs backwards",
                "0 0 30 2 *       | it never fires",
                "0 0 31 4,6,9,11 *| it never fires",
                "@reboot          | Velos starts what is saved at every boot",
                "@fortnightly     | there is no such short form",
            })
    void whatIsNoLine_isRefusedWithItsReason(String line, String reason) {
        assertThatThrownBy(() -> CronLine.parse(line))
                .isInstanceOf(VelosException.class)
                .hasMessageContaining("is no cron line: ")
                .hasMessageContaining(reason);
    }

    @Test
    void linesOfTheSameText_areEqual() {
        assertThat(CronLine.parse(" @daily "))
                .isEqualTo(CronLine.parse("@daily"))
                .hasToString("@daily");
    }
}
