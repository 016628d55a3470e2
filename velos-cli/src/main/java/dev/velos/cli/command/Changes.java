package dev.velos.cli.command;

import dev.velos.config.ConfigLoader;
import dev.velos.config.ConfigResult;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.event.Interventions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was done to a process from outside, by the event log and by its velos.toml. Stateless. */
final class Changes {
    private static final int MOST = 5;

    private Changes() {}

    /** The latest last: {@code at_ms}, {@code event} and {@code reason} of each. */
    static List<Fields> of(Fields info, ProcessSnapshot process, Invocation invocation) {
        List<Fields> changes = new ArrayList<>(events(process, invocation));
        info.optionalFields("spec")
                .ifPresent(spec -> file(info, ProcessSpec.of(spec), invocation).ifPresent(changes::add));
        return changes;
    }

    private static List<Fields> events(ProcessSnapshot process, Invocation invocation) {
        return Interventions.of(invocation.home(), process.id(), MOST).stream()
                .map(event -> Fields.builder()
                        .put("at_ms", event.atMillis())
                        .put("event", event.kind())
                        .put("reason", event.text())
                        .build())
                .toList();
    }

    /** That velos.toml says otherwise by now. */
    private static Optional<Fields> file(Fields info, ProcessSpec spec, Invocation invocation) {
        Optional<Path> file = spec.registration().origin().map(Path::of).filter(Files::exists);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        ConfigResult loaded =
                ConfigLoader.load(file.get(), CallerEnvironment.inherited(invocation.environment()), Optional.empty());
        return loaded instanceof ConfigResult.Loaded(List<ProcessSpec> specs)
                ? difference(specs, info, spec)
                : Optional.of(change("velos.toml has mistakes by now; velos validate tells them"));
    }

    private static Optional<Fields> difference(List<ProcessSpec> specs, Fields info, ProcessSpec spec) {
        List<ProcessSpec> its =
                specs.stream().filter(it -> it.name().equals(spec.name())).toList();
        if (its.isEmpty()) {
            return Optional.of(change("velos.toml does not have it any more"));
        }
        List<String> keys = new ArrayList<>();
        ConfigPlan.of(its, List.of(info)).steps().getFirst().changes().forEach(it -> keys.add(it.key()));
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(change("velos.toml says otherwise by now of: " + String.join(", ", keys)));
    }

    private static Fields change(String text) {
        return Fields.builder().put("event", "config").put("reason", text).build();
    }
}
