package dev.velos.config;

import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessName;
import dev.velos.core.quantity.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Checks the tables of a file against {@link ProcessKeys}. Owned by the loader for one load. */
final class FileValidator {
    private static final String EXAMPLE = "Write [process.NAME] and, below it, script = \"...\".";

    private final ParsedFile file;
    private final Reading reading;
    private final Problems problems;

    FileValidator(ParsedFile file, Reading reading) {
        this.file = file;
        this.reading = reading;
        problems = reading.problems();
    }

    /** The processes that are right, in the order of the file; everything else is a problem. */
    List<ProcessEntry> processes() {
        List<ProcessEntry> entries = new ArrayList<>();
        List<Key.Setting<?>> shared = logs();
        int processes = 0;
        for (String key : file.root().keySet()) {
            Node node = Node.in(file.root(), key, key);
            if (key.equals(AnalysisKeys.TABLE)) {
                continue;
            }
            if (!key.equals("process")) {
                unknown(node, key, List.of("process", AnalysisKeys.TABLE));
                processes++;
            } else if (node.value() instanceof TomlTable table) {
                processes += table.size();
                node.children(table).forEach(child -> process(child, shared).ifPresent(entries::add));
            } else {
                Kind.wrong(node, reading, "a table", EXAMPLE);
                processes++;
            }
        }
        if (processes == 0 && isWhole()) {
            problems.addForFile("It has no process.", EXAMPLE);
        } else if (isWhole()) {
            checkProfile(entries);
            NameKey.check(entries, problems);
            DependencyKeys.check(entries, problems);
            entries.forEach(entry -> BalanceKeys.check(entry, reading.folder(), problems));
        }
        return entries;
    }

    /** What the file says of the logs of all its processes. */
    List<Key.Setting<?>> logs() {
        List<Key.Setting<?>> settings = new ArrayList<>();
        if (file.root().contains(List.of(AnalysisKeys.TABLE))) {
            Node node = Node.in(file.root(), AnalysisKeys.TABLE, AnalysisKeys.TABLE);
            if (node.value() instanceof TomlTable table) {
                settings(table, AnalysisKeys.TABLE + ".", settings);
                AnalysisKeys.check(settings, problems);
            } else {
                Kind.wrong(node, reading, "a table", "Write [" + AnalysisKeys.TABLE + "].");
            }
        }
        return settings;
    }

    /** @param shared what holds where it says nothing */
    private Optional<ProcessEntry> process(Node node, List<Key.Setting<?>> shared) {
        if (!(node.value() instanceof TomlTable table)) {
            return Kind.wrong(node, reading, "a table", EXAMPLE);
        }
        Optional<ProcessName> tableName = name(node);
        List<Key.Setting<?>> settings = new ArrayList<>();
        settings(table, "", settings);
        checkBackoff(settings);
        WatchKeys.check(settings, problems);
        ScheduleKeys.check(settings, problems);
        ProbeChecks.check(settings, problems);
        AnalysisKeys.check(settings, problems);
        List<Key.Setting<?>> all = new ArrayList<>(shared);
        all.addAll(settings);
        Optional<ProcessName> name = tableName.flatMap(it -> NameKey.of(it, settings, reading));
        Optional<String> script = script(node, table);
        return name.isPresent() && script.isPresent()
                ? Optional.of(new ProcessEntry(tableName.orElseThrow(), name.get(), script.get(), all))
                : Optional.empty();
    }

    private Optional<ProcessName> name(Node node) {
        try {
            return Optional.of(new ProcessName(node.name().substring("process.".length())));
        } catch (VelosException e) {
            problems.add(node.position(), e.failure().message(), e.failure().remedy());
            return Optional.empty();
        }
    }

    /** Reads every key of a table, the prefix of whose keys is "" or such as "log.". */
    private void settings(TomlTable table, String prefix, List<Key.Setting<?>> settings) {
        for (String key : table.keySet()) {
            Node node = Node.in(table, key, prefix + key);
            Optional<Key<?>> known = ProcessTable.key(prefix, key);
            if (known.isPresent()) {
                known.get().read(node, reading).ifPresent(settings::add);
            } else if (ProcessTable.isTable(prefix, key)) {
                inner(node, settings);
            } else {
                unknown(node, key, ProcessTable.names(prefix));
            }
        }
    }

    private void inner(Node node, List<Key.Setting<?>> settings) {
        if (node.value() instanceof TomlTable table) {
            settings(table, node.name() + ".", settings);
        } else {
            Kind.wrong(node, reading, "a table", "Write [process.NAME." + node.name() + "].");
        }
    }

    /** A profile that no process has is a slip; that only some have it is what profiles are for. */
    private void checkProfile(List<ProcessEntry> entries) {
        Set<String> known = new TreeSet<>();
        entries.forEach(entry -> entry.value(ProcessKeys.ENV).ifPresent(env -> known.addAll(env.profiles())));
        reading.profile().filter(profile -> !known.contains(profile)).ifPresent(profile -> {
            String nearest = NearestKey.nearest(profile, known)
                    .map(it -> "Did you mean \"" + it + "\"? ")
                    .orElse("");
            problems.addForFile(
                    "No process has a profile \"" + profile + "\".",
                    known.isEmpty()
                            ? "There is none yet; write [process.NAME.env." + profile + "]."
                            : nearest + "Profiles here: " + String.join(", ", known) + ".");
        });
    }

    private void checkBackoff(List<Key.Setting<?>> settings) {
        Optional<Duration> initial = ProcessEntry.value(settings, ProcessKeys.BACKOFF_INITIAL);
        Optional<Duration> max = ProcessEntry.value(settings, ProcessKeys.BACKOFF_MAX);
        if (initial.isPresent() && max.isPresent() && initial.get().compareTo(max.get()) > 0) {
            TomlPosition position = settings.stream()
                    .filter(it -> it.key().is(ProcessKeys.BACKOFF_MAX))
                    .findFirst()
                    .orElseThrow()
                    .position();
            problems.add(
                    position,
                    "backoff.max is shorter than backoff.initial, " + Durations.text(initial.get()) + ".",
                    "Make it at least as long.");
        }
    }

    private Optional<String> script(Node node, TomlTable table) {
        Object script = table.get(List.of(ProcessKeys.SCRIPT.name()));
        if (script == null && isWhole()) {
            problems.add(node.position(), node.name() + " has no script.", "Add script = \"...\", the file to run.");
        }
        return script instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private void unknown(Node node, String key, List<String> known) {
        problems.add(node.position(), node.name() + " is not a key of velos.toml.", NearestKey.remedy(key, known));
    }

    private boolean isWhole() {
        return file.completeness() == ParsedFile.Completeness.WHOLE;
    }
}
