package dev.velos.daemon.voice;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message that a Node program sends to whoever supervises it, in the words of PM2: an object with {@code type} and
 * {@code data}. Bounded, whatever the program sends.
 */
public sealed interface ProgramMessage {
    /** {@code axm:monitor} of @pm2/io: all its metrics, each with its unit behind it. */
    record Metrics(Map<String, String> values) implements ProgramMessage {
        public Metrics {
            values = Map.copyOf(values);
        }
    }

    /** {@code process:msg}: something for whoever follows the events. */
    record Event() implements ProgramMessage {}

    /** What concerns nobody here. */
    record Other() implements ProgramMessage {}

    /** The most metrics of a program; further ones are left out. */
    int MAX_METRICS = 50;

    /** Longer names and values are cut. */
    int MAX_CHARS = 60;

    /** What the text says; {@link Other} where it is no such message. */
    static ProgramMessage of(String json) {
        if (!json.contains("\"axm:monitor\"") && !json.contains("\"process:msg\"")) {
            return new Other(); // most are, and are not looked at any further
        }
        try {
            return JsonReader.read(json) instanceof Map<?, ?> message ? of(message) : new Other();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return new Other();
        }
    }

    private static ProgramMessage of(Map<?, ?> message) {
        if ("process:msg".equals(message.get("type"))) {
            return new Event();
        }
        return "axm:monitor".equals(message.get("type")) && message.get("data") instanceof Map<?, ?> data
                ? new Metrics(metrics(data))
                : new Other();
    }

    private static Map<String, String> metrics(Map<?, ?> data) {
        Map<String, String> metrics = new LinkedHashMap<>();
        data.forEach((name, metric) -> {
            String value = metric instanceof Map<?, ?> described ? text(described) : text(metric, "");
            if (metrics.size() < MAX_METRICS && !value.isEmpty()) {
                metrics.put(cut(name.toString()), cut(value));
            }
        });
        return metrics;
    }

    private static String text(Map<?, ?> metric) {
        return text(metric.get("value"), text(metric.get("unit"), ""));
    }

    private static String text(Object value, String unit) {
        if (!(value instanceof String text) || text.equals("null") || text.isEmpty()) {
            return "";
        }
        return unit.isEmpty() ? text : text + " " + unit;
    }

    private static String cut(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
    }
}
