package dev.velos.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.velos.core.process.AnomalyLimits;
import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.anomaly.AnomalyDetector;
import dev.velos.logs.anomaly.MinuteCounts;
import dev.velos.logs.event.Analyses;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.header.EventHeaders;
import dev.velos.logs.level.LevelRules;
import dev.velos.logs.read.EventReader;
import dev.velos.logs.read.Folding;
import dev.velos.logs.summary.Digest;
import dev.velos.logs.summary.MiningThread;
import dev.velos.logs.summary.Pattern;
import dev.velos.logs.summary.Summary;
import dev.velos.logs.template.Miner;
import dev.velos.logs.trend.HalvesTest;
import dev.velos.logs.trend.Trend;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every stage behind the reading, on arbitrary bytes. As tests they run on the inputs that are kept beside them; with
 * {@code JAZZER_FUZZ=1} Jazzer looks for others.
 */
class MiningFuzzTest {
    private static final LogSource SOURCE = new LogSource("x", "out", Path.of("/x"));
    private static final LocalDate TODAY = LocalDate.of(2026, 2, 12);

    @FuzzTest
    void headersAndLevels_areToldOfAnyLines(byte[] bytes) throws IOException {
        EventHeaders headers =
                new EventHeaders(ZoneOffset.UTC, TODAY, LogAnalysis.DEFAULT.withLevels(Map.of("[0-9]+x", "warn")));
        for (LogEvent event : events(bytes)) {
            assertThat(headers.of(event)).isNotNull();
            headers.micros(event);
        }
        assertThat(LevelRules.of(bytes, 0, bytes.length)).isNotNull();
    }

    @FuzzTest
    void templates_areFoundForAnyMessages(byte[] bytes) throws IOException {
        Miner miner = new Miner(LogAnalysis.DEFAULT.withMaxTemplates(100).withMasks(Map.of("own", "[a-c]+-[0-9]+")));
        List<Integer> references = new ArrayList<>();
        for (LogEvent event : events(bytes)) {
            references.add(miner.add(event.bytes(), event.from(), event.to()));
        }
        miner.finish();
        assertThat(references).allSatisfy(it -> assertThat(miner.template(it)).isNotNull());
    }

    @FuzzTest
    void anyCounts_haveTrendsAndAnomalies(byte[] bytes) {
        MinuteCounts counts = new MinuteCounts(Instant.EPOCH, 60, Math.max(1, bytes.length));
        for (int i = 0; i < bytes.length; i++) {
            counts.set(i, (bytes[i] & 0xff) * (bytes[i] < 0 ? 1000.0 : 1.0));
        }
        AnomalyLimits limits = AnomalyLimits.DEFAULT;
        assertThat(AnomalyDetector.detect("x", AnomalyDetector.Direction.BOTH, counts, limits))
                .allSatisfy(it -> assertThat(it.end()).isAfter(it.start()));
        Trend trend = HalvesTest.trend(bytes.length, bytes.length == 0 ? 0 : bytes[0] & 0xff, 1);
        assertThat(trend).isNotNull();
    }

    @FuzzTest
    void anyLog_isSummedUp(byte[] bytes) throws IOException {
        Digest digest = new Digest(ZoneOffset.UTC, TODAY, Analyses.DEFAULT, Optional.empty());
        List<LogEvent> events = events(bytes);
        try (MiningThread thread = new MiningThread(digest)) {
            events.forEach(thread::accept);
            thread.end();
        }
        Summary summary = Summary.of(digest);
        assertThat(summary.events()).isEqualTo(events.size());
        assertThat(summary.patterns().stream().mapToLong(Pattern::count).sum()).isEqualTo(events.size());
        assertThat(summary.levels().keySet()).isSubsetOf(Level.values());
        assertThat(summary.health().score()).isBetween(0, 100);
    }

    private static List<LogEvent> events(byte[] bytes) throws IOException {
        List<LogEvent> events = new ArrayList<>();
        try (EventReader reader =
                EventReader.of(SOURCE, new ByteArrayInputStream(bytes), Folding.EVENTS, Optional.empty())) {
            while (reader.next()) {
                events.add(reader.event().copy());
            }
        }
        return events;
    }
}
