package dev.velos.cli.output;

import dev.velos.core.process.Carried;
import dev.velos.core.process.Condition;
import dev.velos.core.process.HealthPolicy;
import dev.velos.core.process.Life;
import dev.velos.core.process.LogPolicy;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Readiness;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.process.Schedule;
import dev.velos.core.process.StopPolicy;
import dev.velos.core.process.Watching;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import dev.velos.core.schedule.CronLine;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The sheet of {@code velos info}: one fact on a line. */
public final class ProcessSheet {
    private static final int LABEL_WIDTH = 14;

    private final Screen screen;

    private ProcessSheet(Screen screen) {
        this.screen = screen;
    }

    /** @param facts the fields of a snapshot, and its {@code spec} where the daemon tells it */
    public static void print(Fields facts, Screen screen) {
        ProcessSheet sheet = new ProcessSheet(screen);
        ProcessSnapshot process = ProcessSnapshot.of(facts);
        screen.out().line(screen.paint(Style.BOLD, process.displayName()) + " (id " + process.id() + ")");
        sheet.life(process);
        sheet.program(process);
        new TreeMap<>(facts.textMap("notes")).forEach((part, note) -> sheet.fact("problem", part + ": " + note));
        facts.optionalFields("spec").map(ProcessSpec::of).ifPresent(spec -> {
            sheet.wishes(spec);
            sheet.fact("log files", kept(spec.log()));
        });
        sheet.fact("out log", process.outLog());
        sheet.fact("err log", process.errLog());
        sheet.lives(facts.list("lives"));
    }

    private void life(ProcessSnapshot process) {
        fact("status", screen.paint(Style.of(process.status()), process.status().wire()));
        condition(process.condition());
        fact("reason", DisplayWidth.oneLine(process.reason()));
        fact("restarts", Long.toString(process.restarts()));
        if (process.status().isAlive()) {
            fact("pid", process.pid().isPresent() ? Long.toString(process.pid().getAsLong()) : "");
            fact("since", started(process));
            fact("cpu", Amounts.percent(process.cpu()));
            fact("memory", Amounts.bytes(process.memory()));
            fact("family", process.family() == 1 ? "1 process" : process.family() + " processes");
        }
        if (process.nextRunMillis().isPresent()) {
            fact("next run", Timestamp.ofEpochMillis(process.nextRunMillis().getAsLong()));
        }
        metrics(process.metrics());
        process.carried().ifPresent(this::carried);
        fact("adopted", process.adopted() ? "yes: an earlier daemon started it" : "");
        fact("logs lost", process.droppedBytes() > 0 ? Amounts.bytes(process.droppedBytes()) + ", disk full" : "");
    }

    private void condition(Condition condition) {
        String health = condition.health().map(Condition.Health::wire).orElse("");
        String problem = DisplayWidth.oneLine(condition.problem());
        String shown = problem.isEmpty() ? health : health + ": " + problem;
        fact("health", condition.isUnhealthy() ? screen.paint(Style.RED, shown) : shown);
        fact("waits for", DisplayWidth.oneLine(condition.awaits()));
        fact("says", DisplayWidth.oneLine(condition.says()));
    }

    /** Those of the Node preload in words of ours, others as the program calls them. */
    private void metrics(Map<String, String> metrics) {
        Map<String, String> others = new LinkedHashMap<>(metrics);
        String requests = others.remove("requests_per_second");
        String median = others.remove("loop_lag_p50_ms");
        String worst = others.remove("loop_lag_p99_ms");
        fact("requests", requests == null ? "" : DisplayWidth.oneLine(requests) + " per second");
        if (median != null && worst != null) {
            fact("event loop", DisplayWidth.oneLine("lags " + median + " ms (p50), " + worst + " ms (p99)"));
        }
        others.forEach((name, value) -> fact("metric", DisplayWidth.oneLine(name + " " + value)));
    }

    private void carried(Carried carried) {
        fact("port", Integer.toString(carried.port()));
        String refused = carried.refused() == 0 ? "" : ", " + carried.refused() + " refused";
        String handed = carried.handed() == 0 ? "" : ", " + carried.handed() + " of them handed over";
        fact("connections", carried.open() + " open, " + carried.total() + " in all" + handed + refused);
        fact("carried", Amounts.bytes(carried.bytesIn()) + " in, " + Amounts.bytes(carried.bytesOut()) + " out");
    }

    private static String started(ProcessSnapshot process) {
        Instant instant = Instant.ofEpochMilli(process.startedAtMillis()).truncatedTo(ChronoUnit.SECONDS);
        return instant.atZone(ZoneId.systemDefault())
                        .toLocalDateTime()
                        .toString()
                        .replace('T', ' ') + " (" + Amounts.duration(process.uptimeMillis()) + ")";
    }

    private void program(ProcessSnapshot process) {
        fact("script", process.script());
        fact("arguments", String.join(" ", process.args()));
        fact("interpreter", process.interpreter().orElse(""));
        fact("folder", process.cwd());
    }

    private void wishes(ProcessSpec spec) {
        RestartPolicy restart = spec.restart();
        fact("restart", restart.mode().wire() + ", at most " + restart.maxRestarts() + " unstable in a row");
        fact(
                "namespace",
                spec.registration().namespace().map(ProcessName::value).orElse(""));
        fact("from", spec.registration().origin().orElse(""));
        if (spec.memory().isLimited()) {
            fact("max memory", Amounts.bytes(spec.memory().maxBytes().orElseThrow()));
        }
        fact("user", spec.confinement().user().orElse(""));
        fact("started by", spec.registration().owner().map(ProcessName::value).orElse(""));
        attendance(spec);
        fact("logs", AnalysisText.of(spec.analysis()));
        boolean byMessage = spec.stop().manner() == StopPolicy.Manner.MESSAGE;
        fact(
                "stop signal",
                (byMessage ? "message \"shutdown\", then " : "")
                        + spec.stop().signal().name());
        fact("kill timeout", Amounts.duration(spec.stop().killTimeout().toMillis()));
        fact("watch", watched(spec));
        spec.hooks().commands().forEach((moment, command) -> fact(moment.wire().replace('_', ' '), command));
        fact("schedule", scheduled(spec.schedule()));
        fact("cron restart", spec.schedule().cronRestart().map(CronLine::text).orElse(""));
        fact("time zone", spec.schedule().zone().map(ZoneId::getId).orElse(""));
        fact("max age", spec.schedule().maxAge().map(Durations::text).orElse(""));
        for (Map.Entry<String, String> variable :
                new TreeMap<>(spec.environment().own()).entrySet()) {
            fact("env", variable.getKey() + "=" + DisplayWidth.oneLine(variable.getValue()));
        }
    }

    /** How logs are kept; empty where that is as always. */
    private static String kept(LogPolicy policy) {
        if (policy.isDefault()) {
            return "";
        }
        String size = policy.maxBytes() == 0 ? "of any size" : "up to " + Amounts.bytes(policy.maxBytes());
        List<String> words = new ArrayList<>(List.of(size, policy.maxFiles() + " rotated"));
        if (policy.compress()) {
            words.add("compressed");
        }
        if (policy.format() == LogPolicy.Format.JSON) {
            words.add("lines as JSON");
        }
        if (policy.timestamps()) {
            words.add("lines with their time");
        }
        if (policy.merge() != LogPolicy.Merge.NONE) {
            words.add("merge: " + policy.merge().wire());
        }
        return String.join(", ", words);
    }

    private void lives(List<Fields> lives) {
        if (!lives.isEmpty()) {
            screen.out().line("  " + screen.paint(Style.DIM, "earlier lives"));
        }
        for (Fields fields : lives) {
            Life life = Life.of(fields);
            String exit = life.exit().reason();
            String why = DisplayWidth.oneLine(life.reason());
            screen.out()
                    .line("    " + Timestamp.toSeconds(Instant.ofEpochMilli(life.startMillis()), ZoneId.systemDefault())
                            + "  for " + Amounts.duration(life.endMillis() - life.startMillis())
                            + (life.peakBytes() > 0 ? ", up to " + Amounts.bytes(life.peakBytes()) : "")
                            + ": " + exit + (why.startsWith(exit) ? why.substring(exit.length()) : "; " + why));
        }
    }

    private static String scheduled(Schedule schedule) {
        return schedule.runs()
                .map(line -> line.text() + ", overlap: " + schedule.overlap().wire())
                .orElse("");
    }

    private static String watched(ProcessSpec spec) {
        Watching watching = spec.watching();
        if (!watching.on()) {
            return "";
        }
        String paths = watching.paths().isEmpty() ? spec.program().cwd() : String.join(", ", watching.paths());
        return watching.ignore().isEmpty() ? paths : paths + " but " + String.join(", ", watching.ignore());
    }

    private void attendance(ProcessSpec spec) {
        fact(
                "ready",
                spec.readiness()
                        .signal()
                        .map(Readiness.Signal::text)
                        .or(() -> spec.balancing().method().map(_ -> "when it listens at its port"))
                        .map(signal -> signal + ", within "
                                + Durations.text(spec.readiness().timeout()))
                        .orElse(""));
        fact(
                "balance",
                spec.balancing()
                        .method()
                        .map(method -> method.wire() + " at "
                                + spec.listening().sockets().stream()
                                        .map(socket -> socket.address().text())
                                        .collect(Collectors.joining(", ")))
                        .orElse(""));
        HealthPolicy health = spec.health();
        fact(
                "health check",
                health.probe()
                        .map(probe -> probe.text() + ", every " + Durations.text(health.interval()) + ", after "
                                + health.retries() + " failures "
                                + health.action().wire())
                        .orElse(""));
        fact("watchdog", health.watchdog().map(Durations::text).orElse(""));
        List<String> on = new ArrayList<>();
        spec.dependencies().on().forEach((name, condition) -> on.add(name + " " + condition.wire()));
        fact("depends on", String.join(", ", on));
    }

    private void fact(String label, String value) {
        if (!value.isEmpty()) {
            screen.out().line("  " + screen.paint(Style.DIM, label) + " ".repeat(LABEL_WIDTH - label.length()) + value);
        }
    }
}
