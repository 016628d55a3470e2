package dev.velos.config;

import dev.velos.core.process.Schedule;
import dev.velos.core.process.Schedule.Overlap;
import dev.velos.core.quantity.Durations;
import dev.velos.core.schedule.CronLine;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that say what happens by the clock. */
final class ScheduleKeys {
    private static final Key<CronLine> CRON_RESTART = new Key<>(
            "cron_restart",
            cronLine(),
            "When it is restarted: minute hour day month weekday",
            (spec, line, folder) -> spec.withSchedule(it -> it.withCronRestart(Optional.of(line))),
            spec -> spec.schedule().cronRestart());

    private static final Key<CronLine> SCHEDULE = new Key<>(
            "schedule",
            cronLine(),
            "When it runs: minute hour day month weekday; a job that ends by itself",
            (spec, line, folder) -> spec.withSchedule(it -> it.withRuns(Optional.of(line))),
            spec -> spec.schedule().runs());

    private static final Key<Overlap> OVERLAP = new Key<>(
            "overlap",
            Kinds.oneOf(overlaps()),
            "What happens to a run that is due while the one before goes on",
            (spec, overlap, folder) -> spec.withSchedule(it -> it.withOverlap(overlap)),
            spec -> spec.schedule().isJob() ? Optional.of(spec.schedule().overlap()) : Optional.empty());

    private static final Key<ZoneId> TIMEZONE = new Key<>(
            "timezone",
            new ParsedKind<>("a time zone", "Write it in quotes: \"Europe/Berlin\".", Schedule::zone, ZoneId::getId),
            "The time zone of schedule and cron_restart; by default that of the machine",
            (spec, zone, folder) -> spec.withSchedule(it -> it.withZone(Optional.of(zone))),
            spec -> spec.schedule().zone());

    private static final Key<Duration> MAX_AGE = new Key<>(
            "max_age",
            Kinds.duration(Schedule.MIN_AGE, Durations.MAX),
            "How long a life lasts at most; then it is restarted",
            (spec, age, folder) -> spec.withSchedule(it -> it.withMaxAge(Optional.of(age))),
            spec -> spec.schedule().maxAge());

    static final List<Key<?>> ALL = List.of(CRON_RESTART, SCHEDULE, OVERLAP, TIMEZONE, MAX_AGE);

    private ScheduleKeys() {}

    private static Kind<CronLine> cronLine() {
        return new ParsedKind<>("a cron line", "Write it in quotes: \"0 4 * * *\".", CronLine::parse, CronLine::text);
    }

    private static Map<String, Overlap> overlaps() {
        Map<String, Overlap> words = new LinkedHashMap<>();
        for (Overlap overlap : Overlap.values()) {
            words.put(overlap.wire(), overlap);
        }
        return words;
    }

    /** What does not go together, or has nothing that it could be about. */
    static void check(List<Key.Setting<?>> settings, Problems problems) {
        boolean job = ProcessEntry.value(settings, SCHEDULE).isPresent();
        boolean restarts = ProcessEntry.value(settings, CRON_RESTART).isPresent();
        for (Key.Setting<?> setting : settings) {
            if (setting.key().is(CRON_RESTART) && job) {
                problems.add(
                        setting.position(),
                        "cron_restart and schedule do not go together.",
                        "Use cron_restart for what runs always, schedule for a job that ends by itself.");
            } else if (setting.key().is(OVERLAP) && !job) {
                noEffect(setting, "schedule is not set", "Add schedule = \"...\".", problems);
            } else if (setting.key().is(TIMEZONE) && !job && !restarts) {
                noEffect(setting, "neither schedule nor cron_restart is set", "Add one of them.", problems);
            }
        }
    }

    private static void noEffect(Key.Setting<?> setting, String why, String remedy, Problems problems) {
        problems.add(setting.position(), setting.key().name() + " has no effect, for " + why + ".", remedy);
    }
}
