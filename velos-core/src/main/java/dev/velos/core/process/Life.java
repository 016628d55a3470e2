package dev.velos.core.process;

import dev.velos.core.protocol.Fields;

/**
 * One incarnation that is over.
 *
 * @param startMillis when it was started, in milliseconds since 1970; where nothing could be run, when that was tried
 * @param endMillis when its program had ended
 * @param reason why it ended, or was ended: {@code exit 1}, {@code watch: src/app.js}, {@code stopped}
 * @param peakBytes the most resident memory that was seen; 0 where none was
 */
public record Life(long incarnation, long startMillis, long endMillis, ExitStatus exit, String reason, long peakBytes) {
    /** Whether the program ended by itself, or was ended as it did not do what it has to: nobody had wished for it. */
    public boolean isUnwished() {
        return reason.startsWith(exit.reason())
                || RestartCause.kindOf(reason)
                        .filter(kind -> RestartCause.of(kind, "").isFault())
                        .isPresent();
    }

    public Fields toFields() {
        return Fields.builder()
                .put("incarnation", incarnation)
                .put("started_at_ms", startMillis)
                .put("ended_at_ms", endMillis)
                .put("exit", exit.wire())
                .put("reason", reason)
                .put("peak_memory", peakBytes)
                .build();
    }

    /** @throws dev.velos.core.failure.VelosException where a field is missing or cannot be */
    public static Life of(Fields fields) {
        return new Life(
                fields.integer("incarnation"),
                fields.integer("started_at_ms"),
                fields.integer("ended_at_ms"),
                fields.optionalText("exit").flatMap(ExitStatus::ofWire).orElseGet(ExitStatus.Unknown::new),
                fields.text("reason"),
                fields.integer("peak_memory", 0));
    }
}
