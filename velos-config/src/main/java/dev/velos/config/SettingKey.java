package dev.velos.config;

import java.util.List;
import java.util.Optional;

/** One setting of config.toml: its name with a dot for each table, what it can hold, and what holds where it is not set. */
public final class SettingKey<T> {
    /** From when on a change counts. */
    public enum Reach {
        /** The running daemon works by it at once. */
        DAEMON,
        /** The next command reads it. */
        COMMANDS,
        /** Processes that {@code velos start} starts or changes from now on; what runs keeps what it has. */
        STARTS
    }

    private final String name;
    private final Kind<T> kind;
    private final String description;
    private final Optional<T> fallback;
    private final Reach reach;

    SettingKey(String name, Kind<T> kind, String description, Optional<T> fallback, Reach reach) {
        this.name = name;
        this.kind = kind;
        this.description = description;
        this.fallback = fallback;
        this.reach = reach;
    }

    /** A setting that always has a value. */
    static <T> SettingKey<T> of(String name, Kind<T> kind, String description, T fallback, Reach reach) {
        return new SettingKey<>(name, kind, description, Optional.of(fallback), reach);
    }

    /** Such as {@code autosave} or {@code defaults.log.max_size}. */
    public String name() {
        return name;
    }

    /** One line for people, without a full stop. */
    public String description() {
        return description;
    }

    public Reach reach() {
        return reach;
    }

    /** What holds where it is not set; empty for what has no value then. */
    Optional<T> fallback() {
        return fallback;
    }

    Optional<T> read(Node node, Reading reading) {
        return reading.expand(node).flatMap(it -> kind.read(it, reading));
    }

    /** A value as the file holds it. */
    String toml(T value) {
        return kind.toml(value);
    }

    /** The word of a command line as the file would hold it, by what the setting can hold. */
    String literal(String word) {
        return switch (kind.schema().optionalText("type").orElse("")) {
            case "boolean", "integer", "number" -> isBare(word) ? word : TomlText.of(word);
            case "array" -> word.strip().startsWith("[") ? word : listOf(word);
            default -> TomlText.of(word);
        };
    }

    /** Whether TOML takes it for a number or a truth value. */
    private static boolean isBare(String word) {
        return word.matches("true|false|[-+]?[0-9][0-9_.eE+-]*");
    }

    private static String listOf(String words) {
        return words.isBlank()
                ? "[]"
                : TomlText.of(
                        List.of(words.split(",")).stream().map(String::strip).toList());
    }

    @Override
    public String toString() {
        return name;
    }
}
