package dev.velos.mcp.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One argument of a tool. Its schema and the check of what is given come from here.
 *
 * @param description for the agent; empty where the name says it
 * @param choices the only texts that it may be; any where there are none
 * @param least and {@code most}: the bounds of a number
 */
public record Param(
        String name,
        Type type,
        String description,
        Need need,
        List<String> choices,
        OptionalLong least,
        OptionalLong most) {
    /** What it is, by its word in a schema. */
    public enum Type {
        TEXT("string"),
        /** A text; a number or a flag stands for its text, as some clients make one of what looks like it. */
        SCALAR("string"),
        WHOLE("integer"),
        FLAG("boolean"),
        TEXTS("array"),
        TEXT_MAP("object");

        private final String word;

        Type(String word) {
            this.word = word;
        }
    }

    /** Whether a call may go without it. */
    public enum Need {
        REQUIRED,
        OPTIONAL
    }

    public static Param text(String name, String description) {
        return new Param(
                name, Type.TEXT, description, Need.OPTIONAL, List.of(), OptionalLong.empty(), OptionalLong.empty());
    }

    /** One such as {@code 4} or {@code +2}. */
    public static Param scalar(String name, String description) {
        return of(name, Type.SCALAR, description);
    }

    public static Param whole(String name, String description, long least, long most) {
        return new Param(
                name, Type.WHOLE, description, Need.OPTIONAL, List.of(), OptionalLong.of(least), OptionalLong.of(most));
    }

    public static Param of(String name, Type type, String description) {
        return new Param(name, type, description, Need.OPTIONAL, List.of(), OptionalLong.empty(), OptionalLong.empty());
    }

    public static Param choice(String name, String description, String... choices) {
        return new Param(
                name,
                Type.TEXT,
                description,
                Need.OPTIONAL,
                List.of(choices),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    public Param required() {
        return new Param(name, type, description, Need.REQUIRED, choices, least, most);
    }

    public Param {
        choices = List.copyOf(choices);
    }

    /** Its part of the tool's schema. */
    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type.word);
        if (type == Type.TEXTS) {
            schema.put("items", Map.of("type", "string"));
        }
        if (!choices.isEmpty()) {
            schema.put("enum", choices);
        }
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        return schema;
    }

    /** What is given, as this takes it. */
    Object taken(Object value) {
        return type == Type.SCALAR && (value instanceof Long || value instanceof Boolean) ? value.toString() : value;
    }

    /** What is wrong with a value, as the end of a sentence about it; empty where nothing is. */
    String problemOf(Object value) {
        return switch (type) {
            case TEXT -> value instanceof String text ? problemOfText(text) : "is no text";
            case SCALAR -> value instanceof String ? "" : "is no text";
            case WHOLE -> value instanceof Long number ? problemOfNumber(number) : "is no whole number";
            case FLAG -> value instanceof Boolean ? "" : "is neither true nor false";
            case TEXTS -> isTexts(value) ? "" : "is no list of texts";
            case TEXT_MAP -> isTextMap(value) ? "" : "is no object of texts";
        };
    }

    /** What to give instead. */
    String remedy() {
        if (!choices.isEmpty()) {
            return "Give one of: " + String.join(", ", choices) + ".";
        }
        return switch (type) {
            case TEXT, SCALAR -> "Give a text.";
            case WHOLE -> "Give a whole number from " + least.orElse(0) + " to " + most.orElse(Long.MAX_VALUE) + ".";
            case FLAG -> "Give true or false.";
            case TEXTS -> "Give a list such as [\"a\", \"b\"].";
            case TEXT_MAP -> "Give an object such as {\"KEY\": \"value\"}.";
        };
    }

    private String problemOfText(String text) {
        return choices.isEmpty() || choices.contains(text) ? "" : "cannot be \"" + text + "\"";
    }

    private String problemOfNumber(long number) {
        boolean fits = number >= least.orElse(Long.MIN_VALUE) && number <= most.orElse(Long.MAX_VALUE);
        return fits ? "" : "cannot be " + number;
    }

    private static boolean isTexts(Object value) {
        return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
    }

    private static boolean isTextMap(Object value) {
        return value instanceof Map<?, ?> map && map.values().stream().allMatch(String.class::isInstance);
    }

    /** The names of those that a call cannot go without. */
    static List<String> requiredOf(List<Param> params) {
        List<String> names = new ArrayList<>();
        for (Param param : params) {
            if (param.need == Need.REQUIRED) {
                names.add(param.name);
            }
        }
        return names;
    }
}
