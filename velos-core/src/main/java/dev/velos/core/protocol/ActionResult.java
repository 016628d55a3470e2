package dev.velos.core.protocol;

import dev.velos.core.failure.Failure;
import dev.velos.core.process.ProcessSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * What became of one process that a request was about.
 *
 * @param process the name that the user knows it by: {@code api}, or {@code api:1} where it has several instances
 * @param snapshot how it stands now; empty where it no longer exists or never did
 * @param failure why it did not go as asked; empty where it did
 * @param lastLines the last lines that it wrote to stderr (to stdout where there are none), only beside a failure
 */
public record ActionResult(
        String process, Optional<ProcessSnapshot> snapshot, Optional<Failure> failure, List<String> lastLines) {
    public ActionResult {
        lastLines = List.copyOf(lastLines);
    }

    public static ActionResult done(ProcessSnapshot snapshot) {
        return new ActionResult(snapshot.displayName(), Optional.of(snapshot), Optional.empty(), List.of());
    }

    public static ActionResult failed(String process, Failure failure) {
        return new ActionResult(process, Optional.empty(), Optional.of(failure), List.of());
    }

    public Fields toFields() {
        Fields.Builder builder = Fields.builder().put("process", process);
        snapshot.ifPresent(it -> builder.put("snapshot", it.toFields()));
        failure.ifPresent(it -> builder.put("failure", MessageCodec.failureFields(it)));
        if (!lastLines.isEmpty()) {
            builder.putTexts("last_lines", lastLines);
        }
        return builder.build();
    }

    public static ActionResult of(Fields fields) {
        return new ActionResult(
                fields.text("process"),
                fields.optionalFields("snapshot").map(ProcessSnapshot::of),
                fields.optionalFields("failure").map(MessageCodec::failure),
                fields.texts("last_lines"));
    }

    /** The list that a reply carries under {@code results}. */
    public static List<ActionResult> listOf(Fields result) {
        return result.list("results").stream().map(ActionResult::of).toList();
    }
}
