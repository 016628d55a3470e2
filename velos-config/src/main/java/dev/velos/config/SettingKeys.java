package dev.velos.config;

import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.SecretNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every setting of config.toml. The settings of a subject stand in a class of their own, and come in with a line of
 * {@link #ALL}. Keep docs/configuration.md the same.
 */
public final class SettingKeys {
    /** Whether the list of processes is saved after each change. */
    public static final SettingKey<Boolean> AUTOSAVE = SettingKey.of(
            "autosave",
            Kinds.flag(),
            "Whether the list of processes is saved after each change, as velos save does",
            false,
            SettingKey.Reach.DAEMON);

    /** Names of variables whose values are not printed. */
    public static final SettingKey<List<String>> SECRETS = SettingKey.of(
            "secrets",
            new NamePatternsKind(),
            "Names of variables whose values are shown as ***; * stands for any characters",
            SecretNames.DEFAULT.patterns(),
            SettingKey.Reach.COMMANDS);

    /** Whether new error patterns are told. */
    public static final SettingKey<Boolean> WATCH_ERRORS = SettingKey.of(
            "logs.watch_errors",
            Kinds.flag(),
            "Whether an error unlike those before is told as an event, of processes that do not say it themselves",
            false,
            SettingKey.Reach.DAEMON);

    private static final String DEFAULTS = "defaults.";

    /** Keys of a process that make sense for all of them. */
    private static final Set<String> WITH_DEFAULT = Set.of(
            "umask", "nice", "stop_signal", "kill_timeout", "restart", "max_restarts", "min_uptime", "restart_delay");

    /** In the order of the documentation; tables come last, as TOML wants them. */
    static final List<SettingKey<?>> ALL = all();

    private SettingKeys() {}

    private static List<SettingKey<?>> all() {
        List<SettingKey<?>> keys = new ArrayList<>(List.of(AUTOSAVE, SECRETS, WATCH_ERRORS));
        keys.addAll(McpKeys.ALL);
        defaultKeys().forEach(key -> keys.add(defaultOf(key)));
        return List.copyOf(keys);
    }

    /** The keys of a process for which {@code [defaults]} may say what holds where a process does not. */
    static List<Key<?>> defaultKeys() {
        return ProcessKeys.ALL.stream()
                .filter(key -> WITH_DEFAULT.contains(key.name())
                        || key.name().startsWith("backoff.")
                        || key.name().startsWith("log."))
                .toList();
    }

    private static <T> SettingKey<T> defaultOf(Key<T> key) {
        ProcessSpec plain = ProcessSpec.of(new ProcessName("plain"), "plain", "/");
        return new SettingKey<>(
                DEFAULTS + key.name(),
                key.kind(),
                key.description() + ", where a process does not say it",
                key.current().apply(plain),
                SettingKey.Reach.STARTS);
    }

    /** The setting that gives the default of a key of a process. */
    static String nameOfDefault(Key<?> key) {
        return DEFAULTS + key.name();
    }

    /** The setting of that name. */
    static Optional<SettingKey<?>> find(String name) {
        return ALL.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    /** Whether some settings stand in that table. */
    static boolean isTable(String name) {
        return ALL.stream().anyMatch(key -> key.name().startsWith(name + "."));
    }

    /** The names of the keys and tables in the table of that prefix, which is "" or such as "defaults.". */
    static List<String> names(String prefix) {
        return ALL.stream()
                .map(SettingKey::name)
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .map(name -> name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.')))
                .distinct()
                .toList();
    }
}
