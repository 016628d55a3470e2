package dev.velos.logs.dedupe;

import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.event.LevelOf;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.Sink;
import dev.velos.logs.event.Stage;
import dev.velos.logs.event.TimeOf;
import dev.velos.logs.template.Miner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes one of events of one pattern that come within a sliding window of each other: each one begins the window anew.
 * What has come again or not within it is given when the window has passed, and all else at the end. At most
 * {@link LogAnalysis#maxTemplates} are held; beyond that the ones that came longest ago are given early. Events whose
 * time nobody knows are within the window of everything.
 */
public final class Deduplicator implements Stage<LogEvent, Repeats> {
    private static final int EXAMPLE_BYTES = 400;

    private final Duration window;
    private final LogAnalysis analysis;
    private final Supplier<? extends LevelOf> levels;
    private final Supplier<? extends TimeOf> times;

    /**
     * @param levels makes what tells the level of an event
     * @param times makes what tells the written time of one whose arrival nobody noted
     */
    public Deduplicator(
            Duration window,
            LogAnalysis analysis,
            Supplier<? extends LevelOf> levels,
            Supplier<? extends TimeOf> times) {
        this.window = window;
        this.analysis = analysis;
        this.levels = levels;
        this.times = times;
    }

    @Override
    public Sink<LogEvent> before(Sink<? super Repeats> next) {
        return new Runs(next);
    }

    /** What is within its window, the one that came longest ago first. Owned by the thread that feeds it. */
    private final class Runs implements Sink<LogEvent> {
        private final Sink<? super Repeats> next;
        private final Miner miner = new Miner(analysis);
        private final LevelOf levelOf = levels.get();
        private final TimeOf timeOf = times.get();
        private final long windowMicros = window.toSeconds() * 1_000_000;
        private Map<Integer, Repeats> open = new LinkedHashMap<>();
        private int rounds;

        Runs(Sink<? super Repeats> next) {
            this.next = next;
        }

        @Override
        public void accept(LogEvent event) {
            long written = timeOf.micros(event);
            long micros = event.arrivalMicros() == LogEvent.NO_TIME ? written : event.arrivalMicros();
            int key = miner.add(event.bytes(), event.from(), event.firstLineTo());
            if (miner.rounds() != rounds) {
                join();
            }
            giveWhatHasPassed(micros);
            Repeats known = open.remove(key); // it goes to the young end
            open.put(key, known == null ? begin(event, micros) : known.another(micros));
        }

        private Repeats begin(LogEvent event, long micros) {
            int length = Math.min(event.length(), EXAMPLE_BYTES);
            String example = new String(event.bytes(), event.from(), length, StandardCharsets.UTF_8);
            return new Repeats(levelOf.of(event), 1, micros, micros, example);
        }

        /** Patterns that were found to be one. */
        private void join() {
            rounds = miner.rounds();
            Map<Integer, Repeats> joined = new LinkedHashMap<>();
            open.forEach((key, repeats) -> joined.merge(miner.root(key), repeats, Runs::both));
            open = joined;
        }

        private static Repeats both(Repeats one, Repeats other) {
            return new Repeats(
                    one.level(),
                    one.count() + other.count(),
                    Math.min(one.firstMicros(), other.firstMicros()),
                    Math.max(one.lastMicros(), other.lastMicros()),
                    one.example());
        }

        private void giveWhatHasPassed(long now) {
            Iterator<Repeats> oldest = open.values().iterator();
            while (oldest.hasNext()) {
                Repeats repeats = oldest.next();
                boolean isKnown = now != LogEvent.NO_TIME && repeats.lastMicros() != LogEvent.NO_TIME;
                boolean passed = isKnown && now - repeats.lastMicros() > windowMicros;
                if (!passed && open.size() < analysis.maxTemplates()) {
                    return;
                }
                oldest.remove();
                next.accept(repeats);
            }
        }

        @Override
        public void end() {
            open.values().forEach(next::accept);
            open.clear();
            next.end();
        }

        @Override
        public boolean hasEnough() {
            return next.hasEnough();
        }
    }
}
