package dev.velos.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Berlin: 2026-03-29 02:00 becomes 03:00, 2026-10-25 03:00 becomes 02:00. */
class CalendarTest {
    private static final String BERLIN = "Europe/Berlin";

    private static List<String> fires(String line, String zone, String from, String until) {
        Calendar calendar = new Calendar(CronLine.parse(line), ZoneId.of(zone));
        Instant end = OffsetDateTime.parse(until).toInstant();
        List<String> fires = new ArrayList<>();
        Instant at = calendar.next(OffsetDateTime.parse(from).toInstant());
        while (at.isBefore(end)) {
            fires.add(at.atZone(calendar.zone()).toOffsetDateTime().toString());
            at = calendar.next(at);
        }
        return fires;
    }

    private static List<String> spring(String line) {
        return fires(line, BERLIN, "2026-03-28T23:59+01:00", "2026-03-29T05:00+02:00");
    }

    private static List<String> autumn(String line) {
        return fires(line, BERLIN, "2026-10-24T23:59+02:00", "2026-10-25T05:00+01:00");
    }

    @Test
    void timeThatIsLeftOut_comesAtTheChange() {
        assertThat(spring("30 2 * * *")).containsExactly("2026-03-29T03:00+02:00");
    }

    @Test
    void severalTimesThatAreLeftOut_comeOnce() {
        assertThat(spring("*/10 2 * * *")).containsExactly("2026-03-29T03:00+02:00");
        assertThat(spring("0 2,3 * * *")).containsExactly("2026-03-29T03:00+02:00");
        assertThat(spring("30 2,3 * * *")).containsExactly("2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00");
    }

    @Test
    void timeThatComesTwice_countsTheFirstTime() {
        assertThat(autumn("30 2 * * *")).containsExactly("2026-10-25T02:30+02:00");
        assertThat(autumn("0,30 2,3 * * *"))
                .containsExactly(
                        "2026-10-25T02:00+02:00",
                        "2026-10-25T02:30+02:00",
                        "2026-10-25T03:00+01:00",
                        "2026-10-25T03:30+01:00");
    }

    @Test
    void hourThatComesTwice_isOverWhenAskedWithinItsSecondTime() {
        assertThat(fires("30 2 * * *", BERLIN, "2026-10-25T02:10+01:00", "2026-10-26T00:00+01:00"))
                .isEmpty();
    }

    @Test
    void lineOfEveryHour_countsTheHoursThatPass() {
        assertThat(spring("30 * * * *"))
                .containsExactly(
                        "2026-03-29T00:30+01:00",
                        "2026-03-29T01:30+01:00",
                        "2026-03-29T03:30+02:00",
                        "2026-03-29T04:30+02:00");
        assertThat(autumn("0 * * * *"))
                .containsExactly(
                        "2026-10-25T00:00+02:00",
                        "2026-10-25T01:00+02:00",
                        "2026-10-25T02:00+02:00",
                        "2026-10-25T02:00+01:00",
                        "2026-10-25T03:00+01:00",
                        "2026-10-25T04:00+01:00");
    }

    @Test
    void everyMinute_missesNoneOverBothChanges() {
        assertThat(spring("* * * * *")).hasSize(4 * 60);
        assertThat(autumn("* * * * *")).hasSize(6 * 60);
        assertThat(autumn("*/20 * * * * *")).hasSize(6 * 60 * 3 + 2);
    }

    @Test
    void everyOtherHour_isOfTheClock() {
        assertThat(autumn("0 */2 * * *"))
                .containsExactly("2026-10-25T00:00+02:00", "2026-10-25T02:00+02:00", "2026-10-25T04:00+01:00");
    }

    @Test
    void midnightThatIsLeftOut_comesAtTheChange() {
        assertThat(fires("0 0 * * *", "America/Asuncion", "2022-10-01T12:00-04:00", "2022-10-03T12:00-03:00"))
                .containsExactly("2022-10-02T01:00-03:00", "2022-10-03T00:00-03:00");
    }

    @Test
    void dayThatIsLeftOut_comesAtTheChange() {
        assertThat(fires("0 12 30 12 *", "Pacific/Apia", "2011-12-29T00:00-10:00", "2012-01-01T00:00+14:00"))
                .containsExactly("2011-12-31T00:00+14:00");
    }

    @Test
    void zoneWithHalfAnHour_changesByIt() {
        assertThat(fires("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T20:00+10:30", "2026-10-04T12:00+11:00"))
                .containsExactly("2026-10-04T02:30+11:00");
    }

    @Test
    void partsOfASecond_areNoTimeOfTheirOwn() {
        Calendar calendar = new Calendar(CronLine.parse("0 4 * * *"), ZoneOffset.UTC);
        assertThat(calendar.next(Instant.parse("2026-01-01T03:59:59.999Z"))).isEqualTo("2026-01-01T04:00:00Z");
        assertThat(calendar.next(Instant.parse("2026-01-01T04:00:00Z"))).isEqualTo("2026-01-02T04:00:00Z");
    }

    /** Any line in any zone: it goes forward, fits the line outside of changes, and leaves out nothing between. */
    @Test
    void next_isTheFirstThatFits() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<String> zones = List.of(BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC");
        for (int round = 0; round < 200; round++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            CronLine line = CronLine.parse(
                    random.nextInt(60) + " " + (random.nextBoolean() ? "*" : random.nextInt(24)) + " * * *");
            Calendar calendar = new Calendar(line, zone);
            Instant from = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(200_000_000));
            Instant next = calendar.next(from);
            assertThat(next).isAfter(from);
            for (Instant at = from.plusSeconds(60 - from.getEpochSecond() % 60);
                    at.isBefore(next);
                    at = at.plusSeconds(60)) {
                LocalDateTime clock = LocalDateTime.ofInstant(at, zone);
                boolean second = zone.getRules().getValidOffsets(clock).size() == 2
                        && zone.getRules()
                                .getOffset(at)
                                .equals(zone.getRules().getValidOffsets(clock).get(1));
                boolean fits = line.nextFrom(clock).orElseThrow().equals(clock);
                assertThat(fits && !(second && !line.isOfEveryHour()))
                        .as(line + " " + zone + " " + from + " " + at)
                        .isFalse();
            }
        }
    }
}
