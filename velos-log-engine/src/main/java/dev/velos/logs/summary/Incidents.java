package dev.velos.logs.summary;

import dev.velos.core.process.AnomalyLimits;
import dev.velos.logs.anomaly.Anomaly;
import dev.velos.logs.anomaly.AnomalyDetector;
import dev.velos.logs.anomaly.AnomalyDetector.Direction;
import dev.velos.logs.anomaly.MinuteCounts;
import dev.velos.logs.template.Template;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The incidents of a digest: of errors, of their share, of the volume, and of single templates. What happens at the
 * same time is one incident: a later series adds none to a span that an earlier one has.
 */
final class Incidents {
    private static final int MINUTE = 60;
    /** A period is looked at for so many spans at most, its last ones: a year of minutes. */
    private static final long MOST_SPANS = 366L * 24 * 60;

    private static final int SINGLE_TEMPLATES = 40;
    private static final int LEAST_FOR_SHARE = 20;

    private final Digest digest;
    private final AnomalyLimits limits;
    private final MinuteCounts volume;
    private final MinuteCounts errors;
    private final Map<String, MinuteCounts> single = new LinkedHashMap<>();
    private final List<Incident> found = new ArrayList<>();

    private Incidents(Digest digest, List<Pattern> patterns, AnomalyLimits limits) {
        this.digest = digest;
        this.limits = limits;
        Period period = Period.of(digest.timeline());
        int span = Math.max(MINUTE, digest.timeline().spanSeconds());
        long spans = Math.min(MOST_SPANS, Math.ceilDiv(period.behind() - period.first(), span));
        long start = Math.floorDiv(period.behind() - spans * span, span) * span;
        int size = (int) Math.ceilDiv(period.behind() - start, span);
        volume = new MinuteCounts(Instant.ofEpochSecond(start), span, size);
        errors = volume.likeThis();
        patterns.stream()
                .filter(pattern -> pattern.count() >= 2L * limits.minCount())
                .limit(size > 10_000 ? SINGLE_TEMPLATES / 4 : SINGLE_TEMPLATES)
                .forEach(pattern -> single.put(pattern.template().id(), volume.likeThis()));
    }

    /** In the order of their start; none where no event has a time. */
    static List<Incident> of(Digest digest, List<Pattern> patterns, AnomalyLimits limits) {
        if (!digest.isTimed()) {
            return List.of();
        }
        Incidents incidents = new Incidents(digest, patterns, limits);
        incidents.count();
        incidents.detect();
        incidents.found.sort(Comparator.comparing(one -> one.anomaly().start()));
        return List.copyOf(incidents.found);
    }

    private void count() {
        digest.timeline().read((second, key, count) -> {
            volume.add(second, count);
            if ((key & 1) == 1) {
                errors.add(second, count);
            }
            MinuteCounts own = single.get(digest.miner().template(key >>> 1).id());
            if (own != null) {
                own.add(second, count);
            }
        });
    }

    private void detect() {
        take("errors", Direction.UP, errors);
        take("error share", Direction.UP, share());
        take("volume", Direction.BOTH, volume);
        single.forEach((id, counts) -> take(id, Direction.UP, counts));
    }

    /** Errors in a hundred events of each minute that has enough of them. */
    private MinuteCounts share() {
        MinuteCounts share = volume.likeThis();
        for (int i = 0; i < share.size(); i++) {
            share.set(i, volume.at(i) < LEAST_FOR_SHARE ? 0 : Math.rint(100 * errors.at(i) / volume.at(i)));
        }
        return share;
    }

    private void take(String series, Direction direction, MinuteCounts counts) {
        for (Anomaly anomaly : AnomalyDetector.detect(series, direction, counts, limits)) {
            if (found.stream().noneMatch(other -> other.anomaly().overlaps(anomaly))) {
                found.add(new Incident(anomaly, mostly(anomaly)));
            }
        }
    }

    private Optional<Template> mostly(Anomaly anomaly) {
        boolean onlyErrors = anomaly.series().startsWith("error");
        Map<Template, Integer> counts = new HashMap<>();
        digest.timeline().read((second, key, count) -> {
            boolean within = second >= anomaly.start().getEpochSecond()
                    && second < anomaly.end().getEpochSecond();
            if (within && (!onlyErrors || (key & 1) == 1)) {
                counts.merge(digest.miner().template(key >>> 1), count, Integer::sum);
            }
        });
        return counts.entrySet().stream()
                .max(Map.Entry.<Template, Integer>comparingByValue()
                        .thenComparing(entry -> entry.getKey().id()))
                .map(Map.Entry::getKey);
    }
}
