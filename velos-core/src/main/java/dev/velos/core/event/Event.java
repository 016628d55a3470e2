package dev.velos.core.event;

import dev.velos.core.process.NameGlob;
import dev.velos.core.protocol.Fields;
import java.util.Optional;

/**
 * Something that happened, as the event log keeps it.
 *
 * @param atMillis milliseconds since 1970
 * @param kind that of an {@link EventKind}, or one that this version does not know
 * @param details {@code process} ({@code api:1}), {@code id}, {@code namespace}, {@code life} (the incarnation),
 *     {@code pid}, {@code reason}, {@code by} (who wanted it), {@code example} (of what the
 *     reason says), each where there is one; later versions add others
 */
public record Event(long atMillis, String kind, Fields details) {
    /** {@code api}, or {@code api:1}; empty for what concerns no single process. */
    public String process() {
        return details.optionalText("process").orElse("");
    }

    /**
     * Whether it is of a process that the word means: a name, {@code name:instance}, an id, {@code @namespace}, or a
     * {@link NameGlob}.
     */
    public boolean isOf(String word) {
        String process = process();
        if (NameGlob.isPattern(word)) {
            return NameGlob.matches(word, process) || NameGlob.matches(word, process.split(":", 2)[0]);
        }
        return word.equals(process)
                || process.startsWith(word) && process.startsWith(":", word.length())
                || isId(word)
                || word.equals("@" + details.optionalText("namespace").orElse(""));
    }

    private boolean isId(String word) {
        return details.has("id") && word.equals(Long.toString(details.integer("id")));
    }

    /** Why, how and by whom, in words; may be empty. */
    public String text() {
        String reason = details.optionalText("reason").orElse("")
                + details.optionalText("example").map(it -> ", such as: " + it).orElse("");
        Optional<String> by = details.optionalText("by");
        return by.isEmpty() ? reason : reason.isEmpty() ? "by " + by.get() : reason + ", by " + by.get();
    }

    /** The object of one line of the log. */
    public Fields toFields() {
        return Fields.builder()
                .put("at_ms", atMillis)
                .put("event", kind)
                .putAll(details)
                .build();
    }

    /** @throws dev.velos.core.failure.VelosException where a field is missing or cannot be */
    public static Event of(Fields fields) {
        Fields.Builder details = Fields.builder();
        fields.asMap().forEach((name, value) -> {
            if (!name.equals("at_ms") && !name.equals("event")) {
                put(details, name, value);
            }
        });
        return new Event(fields.integer("at_ms"), fields.text("event"), details.build());
    }

    private static void put(Fields.Builder details, String name, Object value) {
        if (value instanceof Long number) {
            details.put(name, number);
        } else if (value instanceof String text) {
            details.put(name, text);
        }
    }
}
