package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How one instance of a process stands at one moment: the observed side. The field names of {@link #toFields()} are
 * those of {@code velos list --json}, and stable.
 *
 * @param id stable for the life of the table entry
 * @param instances how many instances its process has
 * @param cpu percent of one core that the family used since the last look, or since its start at the first one
 * @param memory resident bytes of the family
 * @param uptimeMillis of this incarnation; 0 where nothing runs
 * @param restarts since the process was started by a user
 * @param reason why it is not online, or why it was restarted last, in words such as {@code exit 1}; may be empty
 * @param family how many processes the family has
 * @param adopted whether an earlier daemon started this incarnation
 * @param droppedBytes log bytes lost because the disk was full
 * @param nextRunMillis when it runs or is restarted by its schedule, in milliseconds since 1970; empty without one
 * @param metrics what the program tells of itself, by name, in its order; empty where it tells nothing
 * @param carried what the balancer has carried to this incarnation; empty where it is not balanced
 */
public record ProcessSnapshot(
        long id,
        String name,
        Optional<String> namespace,
        int instance,
        int instances,
        OptionalLong pid,
        ProcessStatus status,
        double cpu,
        long memory,
        long uptimeMillis,
        long restarts,
        String reason,
        int family,
        boolean adopted,
        long droppedBytes,
        Condition condition,
        String script,
        List<String> args,
        String cwd,
        Optional<String> interpreter,
        String outLog,
        String errLog,
        long startedAtMillis,
        OptionalLong nextRunMillis,
        Map<String, String> metrics,
        Optional<Carried> carried) {
    public ProcessSnapshot {
        args = List.copyOf(args);
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** {@code api}, or {@code api:1} where there are several instances. */
    public String displayName() {
        return instances > 1 ? name + ":" + instance : name;
    }

    public Fields toFields() {
        Fields.Builder fields = Fields.builder()
                .put("id", id)
                .put("name", name)
                .putOptional("namespace", namespace)
                .put("instance", instance)
                .put("instances", instances)
                .putOptional("pid", pid)
                .put("status", status.wire())
                .put("cpu", cpu)
                .put("memory", memory)
                .put("uptime_ms", uptimeMillis)
                .put("restarts", restarts)
                .put("reason", reason)
                .put("family", family)
                .put("adopted", adopted)
                .put("dropped_bytes", droppedBytes)
                .putAll(condition.toFields())
                .put("script", script)
                .putTexts("args", args)
                .put("cwd", cwd)
                .putOptional("interpreter", interpreter)
                .put("out_log", outLog)
                .put("err_log", errLog)
                .put("started_at_ms", startedAtMillis)
                .putOptional("next_run_ms", nextRunMillis);
        carried.ifPresent(it -> fields.put("carried", it.toFields()));
        return metrics.isEmpty()
                ? fields.build()
                : fields.put("metrics", Fields.ofTexts(metrics)).build();
    }

    /** @throws dev.velos.core.failure.VelosException where a field is missing or cannot be */
    public static ProcessSnapshot of(Fields fields) {
        return new ProcessSnapshot(
                fields.integer("id"),
                fields.text("name"),
                fields.optionalText("namespace"),
                fields.smallInteger("instance", 0),
                fields.smallInteger("instances", 1),
                fields.optionalInteger("pid"),
                status(fields.text("status")),
                fields.number("cpu", 0),
                fields.integer("memory", 0),
                fields.integer("uptime_ms", 0),
                fields.integer("restarts", 0),
                fields.optionalText("reason").orElse(""),
                fields.smallInteger("family", 0),
                fields.flag("adopted", false),
                fields.integer("dropped_bytes", 0),
                Condition.of(fields),
                fields.text("script"),
                fields.texts("args"),
                fields.text("cwd"),
                fields.optionalText("interpreter"),
                fields.text("out_log"),
                fields.text("err_log"),
                fields.integer("started_at_ms", 0),
                fields.optionalInteger("next_run_ms"),
                fields.textMap("metrics"),
                fields.optionalFields("carried").map(Carried::of));
    }

    private static ProcessStatus status(String wire) {
        try {
            return ProcessStatus.ofWire(wire);
        } catch (IllegalArgumentException e) {
            throw Failure.versionMismatch(
                            "The other side speaks of a status \"" + wire + "\" that this one does not know.",
                            "Use the same version of Velos on both sides.")
                    .asException();
        }
    }

    /** The snapshots that a reply carries under {@code processes}. */
    public static List<ProcessSnapshot> listOf(Fields result) {
        return result.list("processes").stream().map(ProcessSnapshot::of).toList();
    }
}
