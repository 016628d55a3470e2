package dev.velos.cli.command;

import dev.velos.config.SpecChange;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Registration;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has to be done so that the daemon's table is as a velos.toml says. */
record ConfigPlan(List<PlannedStep> steps) {
    ConfigPlan {
        steps = List.copyOf(steps);
    }

    /** A process as the daemon has it. */
    private record Known(ProcessSpec spec, ProcessSnapshot snapshot) {
        static Known of(Fields info) {
            return new Known(ProcessSpec.of(info.fields("spec")), ProcessSnapshot.of(info));
        }
    }

    /** @param infos of every process that the daemon has, with its spec */
    static ConfigPlan of(List<ProcessSpec> wanted, List<Fields> infos) {
        Map<String, Known> known = new HashMap<>();
        for (Fields info : infos) {
            known.putIfAbsent(info.text("name"), Known.of(info));
        }
        List<PlannedStep> steps = new ArrayList<>();
        for (ProcessSpec spec : wanted) {
            steps.add(step(spec, Optional.ofNullable(known.get(spec.name().value()))));
        }
        return new ConfigPlan(steps);
    }

    private static PlannedStep step(ProcessSpec spec, Optional<Known> known) {
        if (known.isEmpty()) {
            return new PlannedStep(PlannedStep.Kind.NEW, spec, List.of());
        }
        ProcessSpec before = known.get().spec().inheriting(Map.of());
        boolean same = spec.asksForTheSameAs(before);
        List<SpecChange> changes = same ? List.of() : SpecChange.between(before, spec);
        return new PlannedStep(kind(spec, before, same, known.get().snapshot()), spec, changes);
    }

    private static PlannedStep.Kind kind(ProcessSpec spec, ProcessSpec before, boolean same, ProcessSnapshot snapshot) {
        if (isDown(snapshot)) {
            boolean starts = spec.registration().start() == Registration.Start.AUTOMATIC;
            return starts ? PlannedStep.Kind.STARTED : same ? PlannedStep.Kind.UNCHANGED : PlannedStep.Kind.UPDATED;
        }
        if (same) {
            return PlannedStep.Kind.UNCHANGED;
        }
        return spec.fitsWhatRunsBy(before) ? PlannedStep.Kind.UPDATED : PlannedStep.Kind.RELOADED;
    }

    private static boolean isDown(ProcessSnapshot snapshot) {
        return switch (snapshot.status()) {
            case STOPPED, ERRORED, COMPLETED -> true;
            case LAUNCHING, ONLINE, STOPPING, WAITING -> false;
        };
    }

    /** The same, and those removed that came from the file and are no longer in it. */
    ConfigPlan pruning(String file, List<ProcessSpec> inFile, List<Fields> infos) {
        List<PlannedStep> all = new ArrayList<>(steps);
        for (Fields info : infos) {
            ProcessSpec spec = ProcessSpec.of(info.fields("spec"));
            boolean isOfFile = spec.registration().origin().filter(file::equals).isPresent();
            boolean isKept = inFile.stream().anyMatch(it -> it.name().equals(spec.name()));
            if (isOfFile && !isKept) {
                all.add(new PlannedStep(PlannedStep.Kind.REMOVED, spec, List.of()));
            }
        }
        return new ConfigPlan(all);
    }

    /** The steps of these kinds. */
    List<PlannedStep> of(List<PlannedStep.Kind> kinds) {
        return steps.stream().filter(step -> kinds.contains(step.kind())).toList();
    }
}
