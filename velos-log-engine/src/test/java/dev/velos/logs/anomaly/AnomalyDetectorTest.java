package dev.velos.logs.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.AnomalyLimits;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnomalyDetectorTest {
    private static final Instant START = Instant.parse("2024-01-01T10:00:00Z");

    @Test
    void twoBurstsWithinTheCooldown_areOneIncidentWithItsPeak() {
        double[] counts = steady(60, 5);
        counts[30] = 40;
        counts[33] = 90;

        assertThat(detect(counts)).singleElement().satisfies(one -> {
            assertThat(one.start()).isEqualTo(START.plusSeconds(30 * 60));
            assertThat(one.end()).isEqualTo(START.plusSeconds(34 * 60));
            assertThat(one.peakAt()).isEqualTo(START.plusSeconds(33 * 60));
            assertThat(one.peak()).isEqualTo(90);
            assertThat(one.usual()).isEqualTo(5);
            assertThat(one.grade()).isEqualTo(Anomaly.Grade.CRITICAL);
        });
    }

    @Test
    void burstsBeyondTheCooldown_areTwoIncidents() {
        double[] counts = steady(60, 5);
        counts[30] = 40;
        counts[40] = 40;

        assertThat(detect(counts)).hasSize(2);
    }

    @Test
    void beforeTenMinutes_nothingIsTold() {
        double[] counts = steady(10, 5);
        counts[9] = 1000;

        assertThat(detect(counts)).isEmpty();
    }

    @Test
    void fewEvents_areNoBurst() {
        double[] counts = steady(60, 0);
        counts[30] = 9;

        assertThat(detect(counts)).isEmpty();
    }

    @Test
    void whatHappensAgainAndAgain_isNoNews_untilItIsTwiceAsMuch() {
        double[] counts = steady(600, 0);
        for (int minute = 20; minute < 600; minute += 20) {
            counts[minute] = minute == 500 ? 70 : 20;
        }

        assertThat(detect(counts))
                .hasSize(4)
                .last()
                .satisfies(one -> assertThat(one.peak()).isEqualTo(70));
    }

    @Test
    void whatLasts_becomesTheNewState() {
        double[] counts = steady(400, 5);
        Arrays.fill(counts, 100, 400, 100);

        assertThat(detect(counts))
                .singleElement()
                .satisfies(one -> assertThat(one.end()).isBefore(START.plusSeconds(250 * 60)));
    }

    @Test
    void silence_isAnIncidentWhereBothWaysCount() {
        double[] counts = steady(100, 20);
        Arrays.fill(counts, 50, 70, 0);

        assertThat(detect(counts)).isEmpty();
        assertThat(AnomalyDetector.detect(
                        "volume", AnomalyDetector.Direction.BOTH, minutes(counts), AnomalyLimits.DEFAULT))
                .singleElement()
                .satisfies(one -> assertThat(one.start()).isEqualTo(START.plusSeconds(50 * 60)));
    }

    private static double[] steady(int minutes, double count) {
        double[] counts = new double[minutes];
        Arrays.fill(counts, count);
        return counts;
    }

    private static List<Anomaly> detect(double[] counts) {
        return AnomalyDetector.detect("errors", AnomalyDetector.Direction.UP, minutes(counts), AnomalyLimits.DEFAULT);
    }

    private static MinuteCounts minutes(double[] counts) {
        MinuteCounts minutes = new MinuteCounts(START, 60, counts.length);
        for (int i = 0; i < counts.length; i++) {
            minutes.set(i, counts[i]);
        }
        return minutes;
    }
}
