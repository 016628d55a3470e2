package dev.velos.logs.anomaly;

import dev.velos.core.process.AnomalyLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Synthetic streams of ten hours with known incidents, by a seed. */
final class Suite {
    static final int MINUTES = 600;

    /** What a stream does besides its incidents. */
    enum Kind {
        BURSTS,
        DRIFT,
        DAILY,
        SILENCE,
        NOISE
    }

    /** An incident: minutes {@code from} to {@code to}, the latter not included. */
    record Span(int from, int to) {
        boolean meets(Span other) {
            return from < other.to && other.from < to;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Stream(Kind kind, double[] counts, List<Span> truth) {}

    private final Random random;

    Suite(long seed) {
        random = new Random(seed);
    }

    List<Stream> streams(int count) {
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            streams.add(stream(Kind.values()[i % Kind.values().length]));
        }
        return streams;
    }

    private Stream stream(Kind kind) {
        double base = 0.3 * Math.exp(random.nextDouble() * Math.log(200 / 0.3));
        List<Span> truth = new ArrayList<>();
        double[] means = means(kind, base, truth);
        double[] counts = new double[MINUTES];
        for (int i = 0; i < MINUTES; i++) {
            counts[i] = poisson(means[i]);
        }
        if (kind == Kind.BURSTS || kind != Kind.SILENCE && random.nextDouble() < 0.4) {
            addBursts(means, counts, truth);
        }
        return new Stream(kind, counts, truth);
    }

    private double[] means(Kind kind, double base, List<Span> truth) {
        double[] means = new double[MINUTES];
        double strength = random.nextDouble();
        double phase = random.nextDouble() * 2 * Math.PI;
        Span silence = new Span(60 + random.nextInt(400), 0);
        int silentFor = 10 + random.nextInt(60);
        for (int i = 0; i < MINUTES; i++) {
            means[i] = switch (kind) {
                case BURSTS -> base;
                case DRIFT ->
                    base * Math.pow(phase > Math.PI ? 1.5 + 2 * strength : 1 / (1.5 + 2 * strength), i / 600.0);
                case DAILY -> base * (1 + (0.3 + 0.5 * strength) * Math.sin(phase + 2 * Math.PI * i / 1440));
                case NOISE -> base * Math.exp((0.2 + 0.4 * strength) * random.nextGaussian());
                case SILENCE -> i >= silence.from && i < silence.from + silentFor ? 0 : Math.max(2, base);
            };
        }
        if (kind == Kind.SILENCE) {
            truth.add(new Span(silence.from, silence.from + silentFor));
        }
        return means;
    }

    private void addBursts(double[] means, double[] counts, List<Span> truth) {
        int at = 40 + random.nextInt(100);
        for (int left = 1 + random.nextInt(3); left > 0 && at < MINUTES - 20; left--) {
            int length = 1 + random.nextInt(8);
            double size = Math.max(15, means[at] * (4 + 8 * random.nextDouble()));
            for (int i = at; i < at + length; i++) {
                counts[i] += poisson(size);
            }
            truth.add(new Span(at, at + length));
            at += length + 40 + random.nextInt(150);
        }
    }

    private int poisson(double mean) {
        if (mean > 60) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** What the detector finds. */
    static List<Span> found(Stream stream) {
        MinuteCounts counts = new MinuteCounts(Instant.EPOCH, 60, MINUTES);
        for (int i = 0; i < MINUTES; i++) {
            counts.set(i, stream.counts[i]);
        }
        return AnomalyDetector.detect("volume", AnomalyDetector.Direction.BOTH, counts, AnomalyLimits.DEFAULT).stream()
                .map(one -> new Span(minute(one.start()), minute(one.end())))
                .toList();
    }

    private static int minute(Instant time) {
        return (int) (time.getEpochSecond() / 60);
    }

    /** What is above the mean of all minutes before by three standard deviations, with the same cooldown. */
    static List<Span> foundByMeanAndSigma(Stream stream) {
        List<Span> found = new ArrayList<>();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < MINUTES; i++) {
            double mean = sum / Math.max(1, i);
            double sigma = Math.sqrt(Math.max(0, squares / Math.max(1, i) - mean * mean));
            if (i >= 10 && stream.counts[i] > mean + 3 * sigma) {
                boolean goesOn = !found.isEmpty() && i - found.getLast().to < 5;
                Span span = new Span(goesOn ? found.removeLast().from : i, i + 1);
                found.add(span);
            }
            sum += stream.counts[i];
            squares += stream.counts[i] * stream.counts[i];
        }
        return found;
    }
}
