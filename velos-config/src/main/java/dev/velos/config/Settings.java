package dev.velos.config;

import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.SecretNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of one home. Immutable. */
public final class Settings {
    /** Where nothing is set. */
    public static final Settings NONE = new Settings(Map.of());

    private static final Path NO_FOLDER = Path.of("/");

    private final Map<String, Object> values;

    Settings(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** One setting as {@code velos config list} shows it. */
    public record Entry(SettingKey<?> key, Optional<String> toml, boolean isSet) {}

    /** What a setting that always has a value is set to, else its default. */
    public <T> T value(SettingKey<T> key) {
        return optionalValue(key).orElseThrow(() -> new IllegalArgumentException(key + " may have no value"));
    }

    /** What a setting is set to, else its default; nothing where it has neither. */
    @SuppressWarnings("unchecked") // a value was read by the kind of its key
    public <T> Optional<T> optionalValue(SettingKey<T> key) {
        Object value = values.get(key.name());
        return value != null ? Optional.of((T) value) : key.fallback();
    }

    /** Which variables hold secrets. */
    public SecretNames secretNames() {
        return new SecretNames(value(SettingKeys.SECRETS));
    }

    /** A spec that says nothing yet, with the defaults of this home. */
    public ProcessSpec withDefaults(ProcessSpec plain) {
        if (values.isEmpty()) {
            return plain;
        }
        ProcessSpec spec = plain;
        for (Key<?> key : SettingKeys.defaultKeys()) {
            spec = refined(spec, key);
        }
        return spec;
    }

    @SuppressWarnings("unchecked") // the value of a default was read by the kind of the process's key
    private <T> ProcessSpec refined(ProcessSpec spec, Key<T> key) {
        Object value = values.get(SettingKeys.nameOfDefault(key));
        return value == null ? spec : key.refinement().refine(spec, (T) value, NO_FOLDER);
    }

    /** Every setting, in the order of the documentation. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        SettingKeys.ALL.forEach(key -> entries.add(entry(key)));
        return entries;
    }

    private <T> Entry entry(SettingKey<T> key) {
        return new Entry(key, optionalValue(key).map(key::toml), values.containsKey(key.name()));
    }

    /** The setting of that name. */
    public Optional<Entry> entry(String name) {
        return SettingKeys.find(name).map(this::entry);
    }

    /** The value of a list of texts or of a text as people read it; as the file holds it for all else. */
    public Optional<String> plain(SettingKey<?> key) {
        Object value = values.get(key.name());
        Optional<?> actual = value != null ? Optional.of(value) : key.fallback();
        return actual.filter(String.class::isInstance)
                .map(String.class::cast)
                .or(() -> entry(key)
                        .toml()
                        .map(toml -> toml.startsWith("\"") ? toml.substring(1, toml.length() - 1) : toml));
    }
}
