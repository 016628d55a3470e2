package dev.velos.cli.command;

import dev.velos.core.process.Schedule;
import dev.velos.core.quantity.Durations;
import dev.velos.core.schedule.CronLine;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the options of {@code velos start} say of the clock. */
final class ScheduleOptions {
    private static final List<String> ALL = List.of("--schedule", "--cron-restart", "--timezone", "--max-age");

    private ScheduleOptions() {}

    static Schedule of(Arguments arguments) {
        if (ALL.stream().noneMatch(arguments::has)) {
            return Schedule.NONE;
        }
        Optional<CronLine> runs = value(arguments, "--schedule", CronLine::parse);
        Optional<CronLine> restarts = value(arguments, "--cron-restart", CronLine::parse);
        Optional<ZoneId> zone = value(arguments, "--timezone", Schedule::zone);
        Optional<Duration> age = value(arguments, "--max-age", Durations::parse);
        if (runs.isPresent() && restarts.isPresent()) {
            throw new UsageException(
                    "--schedule and --cron-restart do not go together.",
                    "Use --cron-restart for what runs always, --schedule for a job that ends by itself.");
        }
        if (zone.isPresent() && runs.isEmpty() && restarts.isEmpty()) {
            throw new UsageException(
                    "--timezone has no effect without --schedule or --cron-restart.", "Add one of them.");
        }
        if (age.filter(it -> it.compareTo(Schedule.MIN_AGE) < 0).isPresent()) {
            throw new UsageException("--max-age is too short.", "Use at least 1s.");
        }
        return Schedule.NONE
                .withRuns(runs)
                .withCronRestart(restarts)
                .withZone(zone)
                .withMaxAge(age);
    }

    private static <T> Optional<T> value(Arguments arguments, String option, Function<String, T> reading) {
        return arguments.text(option).map(text -> ScriptSpec.understood(option, () -> reading.apply(text)));
    }
}
