package dev.velos.config;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.quantity.ByteSize;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tomlj.TomlArray;

/** The kinds of values that keys have. */
final class Kinds {
    private Kinds() {}

    /** A text without NUL, which no argument, path or variable can carry. */
    static Kind<String> text() {
        return (node, problems) -> {
            if (!(node.value() instanceof String text)) {
                return Kind.wrong(node, problems, "a text", "Write it in quotes: \"...\".");
            }
            return text.indexOf('\0') < 0
                    ? Optional.of(text)
                    : Kind.refused(node, problems, " contains a NUL character.", "Remove \\u0000.");
        };
    }

    /** A text that names something. */
    static Kind<String> name(String remedy) {
        return (node, problems) -> text().read(node, problems)
                .flatMap(text ->
                        text.isBlank() ? Kind.refused(node, problems, " is empty.", remedy) : Optional.of(text));
    }

    /** A list of texts. */
    static Kind<List<String>> texts() {
        return (node, problems) -> {
            if (!(node.value() instanceof TomlArray array)) {
                return Kind.wrong(node, problems, "a list of texts", "Write it as [\"...\", \"...\"].");
            }
            List<String> texts = new ArrayList<>();
            for (Node element : node.elements(array)) {
                text().read(element, problems).ifPresent(texts::add);
            }
            return texts.size() == array.size() ? Optional.of(texts) : Optional.empty();
        };
    }

    /** A whole number within bounds, both included. */
    static Kind<Integer> wholeNumber(int min, int max) {
        return (node, problems) -> {
            String remedy = "Write a number from " + min + " to " + max + ".";
            if (!(node.value() instanceof Long number)) {
                return Kind.wrong(node, problems, "a whole number", remedy);
            }
            return number >= min && number <= max
                    ? Optional.of(number.intValue())
                    : Kind.refused(node, problems, " = " + number + " is out of range.", remedy);
        };
    }

    /** How many instances of a process run: one. */
    static Kind<Integer> instances() {
        return (node, problems) -> {
            String remedy = "Write instances = 1, or leave it out.";
            if (!(node.value() instanceof Long number)) {
                return Kind.wrong(node, problems, "a whole number", remedy);
            }
            return number == 1
                    ? Optional.of(1)
                    : Kind.refused(
                            node, problems, " = " + number + " is not possible: a process has one instance.", remedy);
        };
    }

    /** A duration within bounds, both included. */
    static Kind<Duration> duration(Duration min, Duration max) {
        return quantity(
                "a duration such as \"10s\"",
                "Write it in quotes with a unit, such as \"500ms\", \"10s\" or \"5m\".",
                Durations::parse,
                new Bounds<>(min, max, Durations::text));
    }

    /** A size within bounds, both included. */
    static Kind<ByteSize> size(ByteSize min, ByteSize max) {
        return quantity(
                "a size such as \"10M\"",
                "Write it in quotes, such as \"512K\", \"10M\" or \"1G\".",
                ByteSize::parse,
                new Bounds<>(min, max, ByteSize::text));
    }

    /** The least and the greatest of the values that are allowed. */
    private record Bounds<T extends Comparable<T>>(T min, T max, Function<T, String> text) {
        boolean include(T value) {
            return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
        }

        String remedy() {
            return "Use " + text.apply(min) + " to " + text.apply(max) + ".";
        }
    }

    private static <T extends Comparable<T>> Kind<T> quantity(
            String wanted, String remedy, Function<String, T> parser, Bounds<T> bounds) {
        return (node, problems) -> {
            if (!(node.value() instanceof String text)) {
                return Kind.wrong(node, problems, wanted, remedy);
            }
            try {
                T value = parser.apply(text);
                return bounds.include(value)
                        ? Optional.of(value)
                        : Kind.refused(node, problems, " = \"" + text + "\" is out of range.", bounds.remedy());
            } catch (VelosException e) {
                Failure failure = e.failure();
                return Kind.refused(node, problems, ": " + failure.message(), failure.remedy());
            }
        };
    }

    /** One of some words, each of which stands for something. */
    static <T> Kind<T> oneOf(Map<String, T> words) {
        String known = "Write one of \"" + String.join("\", \"", words.keySet()) + "\".";
        return (node, problems) -> {
            if (!(node.value() instanceof String word)) {
                return Kind.wrong(node, problems, "a text", known);
            }
            return words.containsKey(word)
                    ? Optional.of(words.get(word))
                    : Kind.refused(node, problems, " = \"" + word + "\" is not known.", known);
        };
    }
}
