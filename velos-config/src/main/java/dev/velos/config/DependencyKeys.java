package dev.velos.config;

import dev.velos.core.failure.VelosException;
import dev.velos.core.process.Dependencies;
import dev.velos.core.process.Dependencies.Condition;
import dev.velos.core.process.ProcessName;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlTable;

/** The key that says what a process waits for before it starts, and what it may not say. */
final class DependencyKeys {
    private static final Kind<Condition> CONDITION = Kinds.oneOf(Kinds.words(Condition.values(), Condition::wire));

    static final Key<Dependencies> DEPENDS_ON = new Key<>(
            "depends_on",
            new DependsKind(),
            "Other processes, and how far each has to be before this one starts",
            (spec, dependencies, folder) -> spec.withDependencies(dependencies),
            spec -> Optional.of(spec.dependencies()).filter(it -> !it.on().isEmpty()));

    private DependencyKeys() {}

    /** A table from names to conditions. */
    private static final class DependsKind implements Kind<Dependencies> {
        @Override
        public Optional<Dependencies> read(Node node, Reading reading) {
            if (!(node.value() instanceof TomlTable table)) {
                return Kind.wrong(node, reading, "a table", "Write depends_on = { NAME = \"ready\" }.");
            }
            Map<ProcessName, Condition> on = new LinkedHashMap<>();
            for (String key : table.keySet()) {
                Node child = Node.in(table, key, node.name() + "." + key);
                Optional<Condition> condition = reading.expand(child).flatMap(it -> CONDITION.read(it, reading));
                try {
                    ProcessName name = new ProcessName(key);
                    condition.ifPresent(it -> on.put(name, it));
                } catch (VelosException e) {
                    Kind.refused(child, reading, " names no process.", "Use the name of one in this file.");
                }
            }
            return Optional.of(new Dependencies(on));
        }

        @Override
        public String toml(Dependencies value) {
            List<String> pairs = new ArrayList<>();
            value.on()
                    .forEach((name, condition) ->
                            pairs.add(TomlText.key(name.value()) + " = " + TomlText.of(condition.wire())));
            return "{ " + String.join(", ", pairs) + " }";
        }

        @Override
        public Fields schema() {
            return Fields.builder()
                    .put("type", "object")
                    .put("additionalProperties", CONDITION.schema())
                    .build();
        }
    }

    /** Checks what the processes of a file say of each other. */
    static void check(List<ProcessEntry> entries, Problems problems) {
        Map<ProcessName, ProcessEntry> byName = new LinkedHashMap<>();
        entries.forEach(entry -> byName.put(entry.table(), entry));
        Map<ProcessName, Dependencies> all = new LinkedHashMap<>();
        for (ProcessEntry entry : entries) {
            entry.settings().stream()
                    .filter(setting -> setting.key().is(DEPENDS_ON))
                    .forEach(setting -> {
                        Dependencies dependencies = (Dependencies) setting.value();
                        all.put(entry.table(), dependencies);
                        dependencies
                                .on()
                                .forEach((name, condition) -> target(setting, name, condition, byName, problems));
                    });
        }
        Dependencies.circle(all)
                .ifPresent(circle -> problems.addForFile(
                        "The processes depend on each other in a circle: "
                                + String.join(
                                        " -> ",
                                        circle.stream().map(ProcessName::value).toList()) + ".",
                        "Take one of these out of a depends_on."));
    }

    private static void target(
            Key.Setting<?> setting,
            ProcessName name,
            Condition condition,
            Map<ProcessName, ProcessEntry> byName,
            Problems problems) {
        ProcessEntry other = byName.get(name);
        if (other == null) {
            problems.add(
                    setting.position(),
                    "depends_on." + name + ": the file has no process \"" + name + "\".",
                    NearestKey.remedy(
                            name.value(),
                            byName.keySet().stream().map(ProcessName::value).toList()));
        } else if (condition == Condition.HEALTHY
                && other.settings().stream()
                        .noneMatch(it -> HealthKeys.PROBES.stream().anyMatch(probe -> probe.is(it.key())))) {
            problems.add(
                    setting.position(),
                    "depends_on." + name + " = \"healthy\": \"" + name + "\" has no health check.",
                    "Give it one, or write \"ready\".");
        }
    }
}
