package dev.velos.cli.output;

import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.List;

/** What counts of a process, under the names of JSON. Stateless. */
public final class ProcessBrief {
    private static final int LIVES = 5;

    /** What stands in the row, or is said in another way. */
    private static final List<String> TOLD =
            List.of("name", "namespace", "script", "args", "cwd", "interpreter", "env", "origin", "owner");

    private ProcessBrief() {}

    /** A row of {@code velos list} for each. */
    public static List<Fields> rows(List<ProcessSnapshot> processes) {
        List<Fields> rows = new ArrayList<>(processes.size());
        for (ProcessSnapshot process : processes) {
            rows.add(row(process));
        }
        return rows;
    }

    private static Fields row(ProcessSnapshot process) {
        Fields.Builder row = Fields.builder()
                .putAllBut("pid", standing(process))
                .put("namespace", process.namespace().orElse(""))
                .put("dropped_bytes", process.droppedBytes())
                .putOptional("next_run_ms", process.nextRunMillis());
        return process.status().isAlive()
                ? row.put("cpu", process.cpu())
                        .put("memory", process.memory())
                        .put("uptime_ms", process.uptimeMillis())
                        .build()
                : row.build();
    }

    /** How it stands: what a command that has changed something says of it. */
    public static Fields standing(ProcessSnapshot process) {
        return Fields.builder()
                .put("process", process.displayName())
                .put("status", process.status().wire())
                .putOptional("pid", process.pid())
                .put("restarts", process.restarts())
                .put("reason", process.reason())
                .put("health", process.condition().isUnhealthy() ? "unhealthy" : "")
                .put("health_problem", process.condition().problem())
                .put("awaits", process.condition().awaits())
                .build();
    }

    /** @param infos the objects of {@code velos info --json} */
    public static List<Fields> sheets(List<Fields> infos) {
        List<Fields> sheets = new ArrayList<>(infos.size());
        for (Fields info : infos) {
            sheets.add(sheet(info));
        }
        return sheets;
    }

    private static Fields sheet(Fields info) {
        ProcessSnapshot process = ProcessSnapshot.of(info);
        Fields.Builder sheet = Fields.builder()
                .putAll(row(process))
                .putOptional("pid", process.pid())
                .put("command", command(process))
                .put("cwd", process.cwd());
        info.optionalFields("notes").ifPresent(notes -> sheet.put("notes", notes));
        sheet.put("metrics", Fields.ofTexts(process.metrics()))
                .putList(
                        "lives",
                        ends(info.list("lives").stream().map(Life::of).toList().reversed(), LIVES));
        info.optionalFields("spec").ifPresent(spec -> wishes(spec, sheet));
        return sheet.put("out_log", process.outLog())
                .put("err_log", process.errLog())
                .build();
    }

    private static String command(ProcessSnapshot process) {
        List<String> words = new ArrayList<>();
        process.interpreter().filter(it -> !it.equals("none")).ifPresent(words::add);
        words.add(process.script());
        words.addAll(process.args());
        return String.join(" ", words);
    }

    private static void wishes(Fields spec, Fields.Builder sheet) {
        ProcessSpec wanted = ProcessSpec.of(spec);
        ProcessSpec plain = ProcessSpec.of(
                wanted.name(), wanted.program().script(), wanted.program().cwd());
        Fields set = otherThan(plain.toFieldsWithoutBase(), wanted.toFieldsWithoutBase());
        sheet.putOptional("config", wanted.registration().origin())
                .putOptional("owner", wanted.registration().owner().map(ProcessName::value))
                .put("env", Fields.ofTexts(spec.textMap("env")))
                .put(
                        "spec",
                        Fields.builder()
                                .putThose(set, (key, _) -> !TOLD.contains(key))
                                .build());
    }

    /** What differs, part by part. */
    private static Fields otherThan(Fields plain, Fields wanted) {
        Fields.Builder others = Fields.builder();
        wanted.asMap().forEach((key, value) -> {
            Object usual = plain.asMap().get(key);
            if (value instanceof Fields part && usual instanceof Fields before) {
                Fields inner = otherThan(before, part);
                if (!inner.isEmpty()) {
                    others.put(key, inner);
                }
            } else if (!value.equals(usual)) {
                others.putThose(wanted, (name, _) -> name.equals(key));
            }
        });
        return others.build();
    }

    /** How so many of the lives ended. */
    static List<Fields> ends(List<Life> latestFirst, int most) {
        List<Fields> rows = new ArrayList<>();
        for (Life life : latestFirst.subList(0, Math.min(most, latestFirst.size()))) {
            rows.add(Fields.builder()
                    .put("at_ms", life.endMillis())
                    .put("lasted_ms", life.endMillis() - life.startMillis())
                    .put("reason", life.reason())
                    .put("memory", life.peakBytes())
                    .build());
        }
        return rows;
    }
}
