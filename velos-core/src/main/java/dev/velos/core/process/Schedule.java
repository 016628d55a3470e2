package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import dev.velos.core.schedule.Calendar;
import dev.velos.core.schedule.CronLine;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What happens to a process by the clock.
 *
 * @param cronRestart when it is restarted; not together with {@code runs}
 * @param runs when it runs: then it is a job, which ends by itself
 * @param overlap what happens when a run is due and the one before goes on
 * @param zone the time zone of both; empty means that of the machine
 * @param maxAge how long a life lasts at most, at least a second; empty for no end
 */
public record Schedule(
        Optional<CronLine> cronRestart,
        Optional<CronLine> runs,
        Overlap overlap,
        Optional<ZoneId> zone,
        Optional<Duration> maxAge) {
    /** What becomes of a run that is due while the one before goes on. */
    public enum Overlap {
        /** It is left out. */
        SKIP,
        /** It begins when the other has ended; of several that were due meanwhile, one does. */
        QUEUE,
        /** The other is stopped for it. */
        REPLACE;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException for a word that names none */
        public static Overlap ofWire(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    public static final Duration MIN_AGE = Duration.ofSeconds(1);

    public static final Schedule NONE =
            new Schedule(Optional.empty(), Optional.empty(), Overlap.SKIP, Optional.empty(), Optional.empty());

    public Schedule {
        if (cronRestart.isPresent() && runs.isPresent()) {
            throw new IllegalArgumentException("both cron_restart and schedule");
        }
        maxAge.filter(it -> it.compareTo(MIN_AGE) < 0 || it.compareTo(Durations.MAX) > 0)
                .ifPresent(it -> {
                    throw new IllegalArgumentException("max_age " + Durations.text(it));
                });
    }

    public Schedule withCronRestart(Optional<CronLine> other) {
        return new Schedule(other, runs, overlap, zone, maxAge);
    }

    public Schedule withRuns(Optional<CronLine> other) {
        return new Schedule(cronRestart, other, overlap, zone, maxAge);
    }

    public Schedule withOverlap(Overlap other) {
        return new Schedule(cronRestart, runs, other, zone, maxAge);
    }

    public Schedule withZone(Optional<ZoneId> other) {
        return new Schedule(cronRestart, runs, overlap, other, maxAge);
    }

    public Schedule withMaxAge(Optional<Duration> other) {
        return new Schedule(cronRestart, runs, overlap, zone, other);
    }

    /** Whether it runs by the clock and ends by itself. */
    public boolean isJob() {
        return runs.isPresent();
    }

    /** Whether nothing is to happen by the clock. */
    public boolean isNone() {
        return cronRestart.isEmpty() && runs.isEmpty() && maxAge.isEmpty() && zone.isEmpty() && overlap == Overlap.SKIP;
    }

    /** When it is restarted or runs; nothing where neither is asked for. */
    public Optional<Calendar> calendar() {
        return cronRestart.or(() -> runs).map(line -> new Calendar(line, zone.orElseGet(ZoneId::systemDefault)));
    }

    /**
     * The time zone of that name.
     *
     * @throws dev.velos.core.failure.VelosException invalid-request where there is none
     */
    public static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Failure.invalidRequest(
                            "\"" + name + "\" is no time zone.",
                            "Use a name of the tz database, such as \"Europe/Berlin\" or \"UTC\".")
                    .asException();
        }
    }

    /** Nothing where nothing is to happen, which is nearly always: the classes of calendars stay out then. */
    Fields toFields() {
        if (isNone()) {
            return Fields.empty();
        }
        return Fields.builder()
                .putOptional("cron_restart", cronRestart.map(CronLine::text))
                .putOptional("runs", runs.map(CronLine::text))
                .put("overlap", overlap.wire())
                .putOptional("timezone", zone.map(ZoneId::getId))
                .putOptional(
                        "max_age_ms",
                        maxAge.isPresent() ? OptionalLong.of(maxAge.get().toMillis()) : OptionalLong.empty())
                .build();
    }

    static Schedule of(Fields fields) {
        if (fields.isEmpty()) {
            return NONE;
        }
        OptionalLong maxAge = fields.optionalInteger("max_age_ms");
        return new Schedule(
                fields.optionalText("cron_restart").map(CronLine::parse),
                fields.optionalText("runs").map(CronLine::parse),
                fields.optionalText("overlap").map(Overlap::ofWire).orElse(NONE.overlap),
                fields.optionalText("timezone").map(Schedule::zone),
                maxAge.isPresent() ? Optional.of(Duration.ofMillis(maxAge.getAsLong())) : Optional.empty());
    }
}
