package dev.velos.config;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.KernelSettings;
import dev.velos.core.process.ProcessName;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.ByteSize;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tomlj.TomlArray;

/** The kinds of values that keys have. */
final class Kinds {
    /** The longest duration that most keys take. */
    static final Duration DAY = Duration.ofDays(1);

    private Kinds() {}

    /** Values by the words for them, in their order. */
    static <E> Map<String, E> words(E[] values, Function<E, String> word) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : values) {
            words.put(word.apply(value), value);
        }
        return words;
    }

    /** A kind by its three parts. */
    private record Made<T>(
            BiFunction<Node, Reading, Optional<T>> reader, Function<T, String> writer, Supplier<Fields> describer)
            implements Kind<T> {
        @Override
        public Optional<T> read(Node node, Reading reading) {
            return reader.apply(node, reading);
        }

        @Override
        public String toml(T value) {
            return writer.apply(value);
        }

        @Override
        public Fields schema() {
            return describer.get();
        }
    }

    /** A text without NUL, which no argument, path or variable can carry. */
    static Kind<String> text() {
        return new Made<>(Kinds::readText, TomlText::of, Schema::text);
    }

    private static Optional<String> readText(Node node, Reading reading) {
        if (!(node.value() instanceof String text)) {
            return Kind.wrong(node, reading, "a text", "Write it in quotes: \"...\".");
        }
        return text.indexOf('\0') < 0
                ? Optional.of(text)
                : Kind.refused(node, reading, " contains a NUL character.", "Remove \\u0000.");
    }

    /** A text that names something. */
    static Kind<String> name(String remedy) {
        return new Made<>(
                (node, reading) -> readText(node, reading)
                        .flatMap(text ->
                                text.isBlank() ? Kind.refused(node, reading, " is empty.", remedy) : Optional.of(text)),
                TomlText::of,
                Schema::name);
    }

    /** A word that follows the rules for names of processes. */
    static Kind<ProcessName> group() {
        return new Made<>(
                (node, reading) -> readText(node, reading).flatMap(text -> readGroup(text, node, reading)),
                name -> TomlText.of(name.value()),
                () -> Schema.pattern("^[A-Za-z0-9._-]{1," + ProcessName.MAX_LENGTH + "}$"));
    }

    private static Optional<ProcessName> readGroup(String text, Node node, Reading reading) {
        try {
            return Optional.of(new ProcessName(text));
        } catch (VelosException e) {
            return Kind.refused(
                    node,
                    reading,
                    " = \"" + text + "\" is no name.",
                    "Use 1 to 64 of the characters A-Z a-z 0-9 . _ - with a letter among them; not \"all\".");
        }
    }

    /** True or false. */
    static Kind<Boolean> flag() {
        return new Made<>(
                (node, reading) -> node.value() instanceof Boolean flag
                        ? Optional.of(flag)
                        : Kind.wrong(node, reading, "true or false", "Write " + node.lastName() + " = true or false."),
                value -> Boolean.toString(value),
                Schema::flag);
    }

    /** A list of texts. */
    static Kind<List<String>> texts() {
        return new Made<>(
                (node, reading) -> elements(node, reading, text(), "a list of texts", "[\"...\", \"...\"]"),
                TomlText::of,
                () -> Schema.listOf(Schema.text()));
    }

    /** A list of whole numbers within bounds, both included. */
    static Kind<List<Integer>> wholeNumbers(int min, int max) {
        Kind<Integer> each = wholeNumber(min, max);
        return new Made<>(
                (node, reading) -> elements(node, reading, each, "a list of whole numbers", "[1, 2]"),
                numbers -> numbers.toString(),
                () -> Schema.listOf(each.schema()));
    }

    static <T> Optional<List<T>> elements(Node node, Reading reading, Kind<T> each, String wanted, String example) {
        if (!(node.value() instanceof TomlArray array)) {
            return Kind.wrong(node, reading, wanted, "Write it as " + example + ".");
        }
        List<T> values = new ArrayList<>();
        for (Node element : node.elements(array)) {
            reading.expand(element).flatMap(it -> each.read(it, reading)).ifPresent(values::add);
        }
        return values.size() == array.size() ? Optional.of(values) : Optional.empty();
    }

    /** A whole number within bounds, both included. */
    static Kind<Integer> wholeNumber(int min, int max) {
        String remedy = "Write a number from " + min + " to " + max + ".";
        return new Made<>(
                (node, reading) -> {
                    if (!(node.value() instanceof Long number)) {
                        return Kind.wrong(node, reading, "a whole number", remedy);
                    }
                    return number >= min && number <= max
                            ? Optional.of(number.intValue())
                            : Kind.refused(node, reading, " = " + number + " is out of range.", remedy);
                },
                number -> Integer.toString(number),
                () -> Schema.wholeNumber(min, max));
    }

    /** A number, with or without a fraction, within bounds, both included. */
    static Kind<Double> number(double min, double max) {
        String remedy = "Write a number from " + plain(min) + " to " + plain(max) + ".";
        return new Made<>(
                (node, reading) -> {
                    if (!(node.value() instanceof Number number)) {
                        return Kind.wrong(node, reading, "a number", remedy);
                    }
                    return number.doubleValue() >= min && number.doubleValue() <= max
                            ? Optional.of(number.doubleValue())
                            : Kind.refused(node, reading, " = " + number + " is out of range.", remedy);
                },
                number -> Double.toString(number),
                () -> Schema.number(min, max));
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** The name of an environment variable. */
    static Kind<String> variable() {
        String remedy = "Write a name without \"=\".";
        return new Made<>(
                (node, reading) -> readText(node, reading)
                        .flatMap(text -> text.isEmpty() || text.indexOf('=') >= 0
                                ? Kind.refused(node, reading, " = \"" + text + "\" names no variable.", remedy)
                                : Optional.of(text)),
                TomlText::of,
                Schema::name);
    }

    /** Permission bits that new files do not get, as octal digits in a text. */
    static Kind<Integer> umask() {
        String remedy = "Write three octal digits in quotes, such as \"027\".";
        return new Made<>(
                (node, reading) -> {
                    if (!(node.value() instanceof String text)) {
                        return Kind.wrong(node, reading, "a text", remedy);
                    }
                    return text.matches("0?[0-7]{3}")
                            ? Optional.of(Integer.parseInt(text, 8) & KernelSettings.MAX_UMASK)
                            : Kind.refused(node, reading, " = \"" + text + "\" is no mask.", remedy);
                },
                mask -> TomlText.of(String.format(java.util.Locale.ROOT, "%03o", mask)),
                () -> Schema.pattern("^0?[0-7]{3}$"));
    }

    /** A duration within bounds, both included. */
    static Kind<Duration> duration(Duration min, Duration max) {
        return quantity(
                "a duration such as \"10s\"",
                "Write it in quotes with a unit, such as \"500ms\", \"10s\" or \"5m\".",
                Durations::parse,
                new Bounds<>(min, max, Durations::text),
                "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$");
    }

    /** A size within bounds, both included. */
    static Kind<ByteSize> size(ByteSize min, ByteSize max) {
        return quantity(
                "a size such as \"10M\"",
                "Write it in quotes, such as \"512K\", \"10M\" or \"1G\".",
                ByteSize::parse,
                new Bounds<>(min, max, ByteSize::text),
                "^[0-9]+([KMGTkmgt]([iI]?[bB])?|[bB])?$");
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
            String wanted, String remedy, Function<String, T> parser, Bounds<T> bounds, String pattern) {
        return new Made<>(
                (node, reading) -> {
                    if (!(node.value() instanceof String text)) {
                        return Kind.wrong(node, reading, wanted, remedy);
                    }
                    try {
                        T value = parser.apply(text);
                        return bounds.include(value)
                                ? Optional.of(value)
                                : Kind.refused(node, reading, " = \"" + text + "\" is out of range.", bounds.remedy());
                    } catch (VelosException e) {
                        Failure failure = e.failure();
                        return Kind.refused(node, reading, ": " + failure.message(), failure.remedy());
                    }
                },
                value -> TomlText.of(bounds.text.apply(value)),
                () -> Schema.pattern(pattern));
    }

    /** One of some words, each of which stands for something. */
    private static String meant(String word, Map<String, ?> words) {
        return NearestKey.nearest(word, words.keySet())
                .map(it -> "Did you mean \"" + it + "\"? ")
                .orElse("");
    }

    static <T> Kind<T> oneOf(Map<String, T> words) {
        String known = "Write one of \"" + String.join("\", \"", words.keySet()) + "\".";
        return new Made<>(
                (node, reading) -> {
                    if (!(node.value() instanceof String word)) {
                        return Kind.wrong(node, reading, "a text", known);
                    }
                    return words.containsKey(word)
                            ? Optional.of(words.get(word))
                            : Kind.refused(
                                    node, reading, " = \"" + word + "\" is not known.", meant(word, words) + known);
                },
                value -> words.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(value))
                        .map(entry -> TomlText.of(entry.getKey()))
                        .findFirst()
                        .orElseThrow(),
                () -> Schema.oneOf(List.copyOf(words.keySet())));
    }
}
