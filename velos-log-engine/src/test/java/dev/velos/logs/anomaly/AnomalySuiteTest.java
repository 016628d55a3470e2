package dev.velos.logs.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 200 streams: bursts, drifts, a daily rhythm, silence, steady noise; the plain rule beside it. */
class AnomalySuiteTest {
    private record Score(double precision, double recall) {}

    @ParameterizedTest
    @ValueSource(longs = {20_260_212, 11, 12, 13})
    void incidentsAreFound_andLittleElse(long seed) {
        List<Suite.Stream> streams = new Suite(seed).streams(200);

        Score score = score(streams, Suite::found);
        Score plain = score(streams, Suite::foundByMeanAndSigma);
        System.out.printf(
                "seed %d: precision %.3f, recall %.3f; mean + 3 sigma: precision %.3f, recall %.3f%n",
                seed, score.precision, score.recall, plain.precision, plain.recall);

        assertThat(score.precision).isGreaterThanOrEqualTo(0.9);
        assertThat(score.recall).isGreaterThanOrEqualTo(0.9);
        assertThat(plain.precision).isLessThan(score.precision);
    }

    private static Score score(List<Suite.Stream> streams, Function<Suite.Stream, List<Suite.Span>> detector) {
        int right = 0;
        int found = 0;
        int met = 0;
        int wanted = 0;
        for (Suite.Stream stream : streams) {
            List<Suite.Span> spans = detector.apply(stream);
            found += spans.size();
            wanted += stream.truth().size();
            right += (int) spans.stream()
                    .filter(span -> stream.truth().stream().anyMatch(span::meets))
                    .count();
            met += (int) stream.truth().stream()
                    .filter(truth -> spans.stream().anyMatch(truth::meets))
                    .count();
        }
        return new Score((double) right / found, (double) met / wanted);
    }
}
