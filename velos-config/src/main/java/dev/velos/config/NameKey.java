package dev.velos.config;

import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.Fields;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.TomlPosition;

/**
 * The key that gives a process another name than its table, so that one file can be started more than once: under two
 * profiles, or from two checkouts.
 */
final class NameKey {
    /** A placeholder, and a separator before it, which goes with one that stands for nothing. */
    private static final Pattern PLACEHOLDER = Pattern.compile("([._-]?)\\{([^{}]*)\\}");

    private static final List<String> PLACEHOLDERS = List.of("name", "profile", "folder");

    /** What is no character of a name; the name of a folder can have any. */
    private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9._-]+");

    static final Key<String> NAME = new Key<>(
            "name",
            new PatternKind(),
            "What it is called instead of its table; {name}, {profile} and {folder} stand for these",
            (spec, pattern, folder) -> spec,
            spec -> Optional.empty());

    private NameKey() {}

    /** A text whose placeholders are known. */
    private static final class PatternKind implements Kind<String> {
        private final Kind<String> text = Kinds.name("Write a name such as \"{name}-{profile}\", or leave name out.");

        @Override
        public Optional<String> read(Node node, Reading reading) {
            Optional<String> pattern = text.read(node, reading);
            Matcher placeholders = PLACEHOLDER.matcher(pattern.orElse(""));
            while (placeholders.find()) {
                if (!PLACEHOLDERS.contains(placeholders.group(2))) {
                    return Kind.refused(
                            node,
                            reading,
                            ": {" + placeholders.group(2) + "} stands for nothing.",
                            NearestKey.remedy(placeholders.group(2), PLACEHOLDERS));
                }
            }
            return pattern;
        }

        @Override
        public String toml(String value) {
            return text.toml(value);
        }

        @Override
        public Fields schema() {
            return text.schema();
        }
    }

    /** What a process is called: by its pattern, where it has one, else as its table. */
    static Optional<ProcessName> of(ProcessName table, List<Key.Setting<?>> settings, Reading reading) {
        Optional<String> pattern = ProcessEntry.value(settings, NAME);
        if (pattern.isEmpty()) {
            return Optional.of(table);
        }
        String name = resolved(pattern.get(), table, reading);
        try {
            return Optional.of(new ProcessName(name));
        } catch (VelosException e) {
            reading.problems()
                    .add(
                            position(settings),
                            "name: " + e.failure().message(),
                            e.failure().remedy());
            return Optional.empty();
        }
    }

    private static String resolved(String pattern, ProcessName table, Reading reading) {
        Function<String, String> meaning = placeholder -> switch (placeholder) {
            case "name" -> table.value();
            case "profile" -> reading.profile().orElse("");
            default -> folderName(reading.folder());
        };
        return PLACEHOLDER.matcher(pattern).replaceAll(match -> {
            String value = meaning.apply(match.group(2));
            return value.isEmpty() ? "" : match.group(1) + value;
        });
    }

    private static String folderName(Path folder) {
        Path name = folder.getFileName();
        return name == null ? "" : FOREIGN.matcher(name.toString()).replaceAll("-");
    }

    /** Two processes of one file cannot be called the same. */
    static void check(List<ProcessEntry> entries, Problems problems) {
        Map<ProcessName, ProcessEntry> byName = new HashMap<>();
        for (ProcessEntry entry : entries) {
            ProcessEntry other = byName.putIfAbsent(entry.name(), entry);
            if (other != null) {
                ProcessEntry patterned = entry.value(NAME).isPresent() ? entry : other;
                problems.add(
                        position(patterned.settings()),
                        "name: \"" + entry.table() + "\" and \"" + other.table() + "\" would both be called \""
                                + entry.name() + "\".",
                        "Use {name} in it.");
            }
        }
    }

    private static TomlPosition position(List<Key.Setting<?>> settings) {
        return settings.stream()
                .filter(setting -> setting.key().is(NAME))
                .findFirst()
                .orElseThrow()
                .position();
    }

    /** The spec with its dependencies by the names that the other tables give. */
    static ProcessSpec renamed(ProcessSpec spec, Map<ProcessName, ProcessName> byTable) {
        return spec.dependencies().on().isEmpty()
                ? spec
                : spec.withDependencies(spec.dependencies().renamed(byTable));
    }
}
