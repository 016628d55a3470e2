package dev.velos.logs.summary;

import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.template.Template;
import dev.velos.logs.trend.Trend;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The templates of a digest with their counts, the most frequent first, of equals the earlier one. */
public final class Patterns {
    private final Digest digest;
    private final Map<Template, Tally> tallies = new LinkedHashMap<>();
    private final Map<Template, Halves> halves = new HashMap<>();

    private Patterns(Digest digest) {
        this.digest = digest;
    }

    /** Of a digest whose thread has ended. */
    public static List<Pattern> of(Digest digest) {
        Patterns patterns = new Patterns(digest);
        patterns.tally();
        patterns.count();
        List<Pattern> all = new ArrayList<>();
        patterns.tallies.forEach((template, tally) -> all.add(patterns.pattern(template, tally)));
        all.sort(Comparator.comparingLong(Pattern::count).reversed().thenComparingLong(Pattern::order));
        return List.copyOf(all);
    }

    /** The texts of two templates may be the same in the end. */
    private void tally() {
        for (int root = 0; root < digest.miner().size(); root++) {
            Tally tally = digest.tally(root);
            if (tally != null) {
                tallies.computeIfAbsent(digest.miner().template(root), template -> new Tally(tally.wordLevel()))
                        .add(tally);
            }
        }
    }

    private void count() {
        Period period = Period.of(digest.timeline());
        int spanSeconds = digest.timeline().spanSeconds();
        digest.timeline()
                .read((second, key, count) -> halves.computeIfAbsent(
                                digest.miner().template(key >>> 1),
                                template -> new Halves(period.first(), period.behind(), spanSeconds))
                        .add(second, count));
    }

    private Pattern pattern(Template template, Tally tally) {
        Halves counts = halves.get(template);
        return new Pattern(
                template,
                tally.level(),
                tally.count(),
                (double) tally.count() / digest.events(),
                counts == null || !digest.analysis().has(LogAnalysis.Stage.TRENDS) ? Trend.STABLE : counts.trend(),
                time(tally.firstMicros()),
                time(tally.lastMicros()),
                new String(tally.example(), StandardCharsets.UTF_8),
                tally.firstNumber());
    }

    static Optional<Instant> time(long micros) {
        return micros == LogEvent.NO_TIME
                ? Optional.empty()
                : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
