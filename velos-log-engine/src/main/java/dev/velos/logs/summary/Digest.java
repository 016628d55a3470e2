package dev.velos.logs.summary;

import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.event.Analyses;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.TellingLine;
import dev.velos.logs.header.Header;
import dev.velos.logs.header.LineHeaders;
import dev.velos.logs.level.LevelPatterns;
import dev.velos.logs.level.LevelRules;
import dev.velos.logs.template.Miner;
import dev.velos.logs.template.Template;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one pass over events gathers: templates, their counts, levels and times. Memory is bounded, whatever comes.
 * Owned by one thread at a time; fed by a {@link MiningThread}.
 */
public class Digest {
    private final ZoneId zone;
    private final LocalDate today;
    private final Optional<LineReferences> references;
    private final Analyses analyses;
    private final Miner miner;
    private final Timeline timed = new Timeline();
    private final Timeline untimed = new Timeline();
    private final Map<LogSource, Stream> streams = new LinkedHashMap<>();
    private final Header header = new Header();
    private final TellingLine telling = new TellingLine();
    private final LastError lastError = new LastError();
    private Stream stream;
    private Tally[] tallies = new Tally[512];
    private int rounds;
    private long events;
    private long lines;
    private long lastMicros = LogEvent.NO_TIME;

    /** What is known of one source. */
    private static final class Stream {
        final LogSource source;
        final LineHeaders headers;
        final LevelPatterns levels;

        Stream(LogSource source, LineHeaders headers, LevelPatterns levels) {
            this.source = source;
            this.headers = headers;
            this.levels = levels;
        }
    }

    /** @param zone of written times that name none */
    public Digest(ZoneId zone, LocalDate today) {
        this(zone, today, Analyses.DEFAULT, Optional.empty());
    }

    /** @param references is told the template of each event as well */
    public Digest(ZoneId zone, LocalDate today, Analyses analyses, Optional<LineReferences> references) {
        this.zone = zone;
        this.today = today;
        this.analyses = analyses;
        miner = new Miner(analyses.whole());
        this.references = references;
    }

    void accept(EventBatch batch) {
        for (int event = 0; event < batch.size(); event++) {
            take(batch, event);
        }
        lastError.keep(batch);
        if (miner.rounds() != rounds) {
            fold();
        }
        if (timed.isFull()) {
            timed.compact(this::rootKey);
        }
        if (untimed.isFull()) {
            untimed.compact(this::rootKey);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same source most of the time; another object costs a look-up, no error
    private void take(EventBatch batch, int event) {
        if (stream == null || stream.source != batch.source(event)) {
            stream = stream(batch, event);
        }
        byte[] bytes = batch.bytes();
        stream.headers.read(bytes, batch.from(event), batch.firstLineTo(event), header);
        boolean told = batch.lines(event) > 1
                && telling.find(bytes, batch.from(event), batch.firstLineTo(event), batch.to(event));
        int from = told ? telling.from() : header.message();
        int to = told ? telling.to() : header.messageEnd();
        int reference = miner.add(bytes, from, to);
        Tally tally = reference < tallies.length ? tallies[reference] : null;
        if (tally == null) {
            tally = tally(reference, told ? Level.ERROR : LevelRules.of(bytes, from, to));
        }
        count(batch, event, reference, tally, level(batch, event, tally));
    }

    private Level level(EventBatch batch, int event, Tally tally) {
        if (header.level() != Level.NONE) {
            return header.level();
        }
        Level ruled = stream.levels.of(batch.bytes(), batch.from(event), batch.firstLineTo(event));
        return ruled != Level.NONE ? ruled : tally.wordLevel();
    }

    private void count(EventBatch batch, int event, int reference, Tally tally, Level level) {
        long micros = batch.micros(event) == LogEvent.NO_TIME ? header.timeMicros() : batch.micros(event);
        micros = micros == LogEvent.NO_TIME ? lastMicros : micros;
        boolean error = level.isAtLeast(Level.ERROR);
        int key = reference << 1 | (error ? 1 : 0);
        if (micros == LogEvent.NO_TIME) {
            untimed.add(events, key);
        } else {
            lastMicros = micros;
            timed.add(Math.floorDiv(micros, 1_000_000L), key);
        }
        tally.add(level, micros, events, batch, event);
        if (error) {
            lastError.see(event, reference, micros);
        }
        events++;
        lines += batch.lines(event);
        if (references.isPresent()) {
            references.get().add(reference, level);
        }
    }

    private Stream stream(EventBatch batch, int event) {
        Stream known = streams.get(batch.source(event));
        if (known != null) {
            return known;
        }
        LogAnalysis analysis = analyses.of(batch.source(event));
        Stream fresh = new Stream(
                batch.source(event), LineHeaders.of(zone, today, analysis), new LevelPatterns(analysis.levels()));
        int sampled = 0;
        for (int i = event; i < batch.size() && sampled < LineHeaders.SAMPLE_LINES; i++) {
            if (fresh.source.equals(batch.source(i))) {
                fresh.headers.sample(batch.bytes(), batch.from(i), batch.firstLineTo(i));
                sampled++;
            }
        }
        fresh.headers.learn();
        streams.put(fresh.source, fresh);
        return fresh;
    }

    private Tally tally(int reference, Level wordLevel) {
        if (reference >= tallies.length) {
            tallies = Arrays.copyOf(tallies, Math.max(reference + 1, 2 * tallies.length));
        }
        tallies[reference] = new Tally(wordLevel);
        return tallies[reference];
    }

    /** Adds the tallies of merged templates up. */
    private void fold() {
        rounds = miner.rounds();
        for (int reference = 0; reference < tallies.length; reference++) {
            Tally merged = tallies[reference];
            int root = merged == null ? reference : miner.root(reference);
            if (root == reference) {
                continue;
            }
            tallies[reference] = null;
            if (tallies[root] == null) {
                tallies[root] = merged;
            } else {
                tallies[root].add(merged);
            }
        }
    }

    private int rootKey(int key) {
        return miner.root(key >>> 1) << 1 | key & 1;
    }

    /** To be called once, after the last event. */
    void finish() {
        miner.finish();
        fold();
        timed.compact(this::rootKey);
        untimed.compact(this::rootKey);
        if (references.isPresent()) {
            references.get().end();
        }
    }

    /** How many references there are; each that was noted is below. */
    public int references() {
        return miner.size();
    }

    /** The template of a reference. */
    public Template template(int reference) {
        return miner.template(reference);
    }

    LogAnalysis analysis() {
        return analyses.whole();
    }

    Miner miner() {
        return miner;
    }

    /** The tally of a root reference, or null. */
    Tally tally(int root) {
        return root < tallies.length ? tallies[root] : null;
    }

    /** By the clock, or where no event has a time, by number. */
    Timeline timeline() {
        return isTimed() ? timed : untimed;
    }

    boolean isTimed() {
        return lastMicros != LogEvent.NO_TIME;
    }

    long events() {
        return events;
    }

    long lines() {
        return lines;
    }

    LastError lastError() {
        return lastError;
    }

    /** What the lines of the first source begin with, as {@code time level [thread] logger}. */
    List<String> header() {
        return streams.values().stream()
                .findFirst()
                .map(first -> first.headers.description())
                .orElse(List.of());
    }
}
