package dev.velos.cli.command;

import dev.velos.cli.output.AiKey;
import dev.velos.cli.output.Answer;
import dev.velos.cli.output.Screen;
import dev.velos.cli.output.Style;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.ApplyArguments;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.StartArguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the daemon's table as a velos.toml says, or tells what that would do. */
final class ConfigApply {
    private static final List<PlannedStep.Kind> ACTIONS = List.of(
            PlannedStep.Kind.NEW, PlannedStep.Kind.RELOADED, PlannedStep.Kind.UPDATED, PlannedStep.Kind.STARTED);

    private final Arguments arguments;
    private final Invocation invocation;
    private final ChangeText text;

    ConfigApply(Arguments arguments, Invocation invocation) {
        this.arguments = arguments;
        this.invocation = invocation;
        text = new ChangeText(HomeSettings.secrets(invocation));
    }

    ExitCode run(Path file, Optional<String> profile) {
        List<ProcessSpec> inFile = ConfigSpecs.load(file, profile, invocation);
        List<ProcessSpec> wanted = only(inFile);
        if (arguments.flag("--dry-run")) {
            List<Fields> infos = invocation
                    .askIfThere(client -> client.info(List.of(Targets.ALL)))
                    .orElse(List.of());
            print(plan(file, inFile, wanted, infos));
            return ExitCode.DONE;
        }
        long began = System.nanoTime();
        List<Fields> infos = invocation.ask(client -> client.info(List.of(Targets.ALL)));
        return act(plan(file, inFile, wanted, infos), infos, began);
    }

    private ConfigPlan plan(Path file, List<ProcessSpec> inFile, List<ProcessSpec> wanted, List<Fields> infos) {
        ConfigPlan plan = ConfigPlan.of(wanted, infos);
        String origin = file.toAbsolutePath().normalize().toString();
        return arguments.flag("--prune") ? plan.pruning(origin, inFile, infos) : plan;
    }

    /** Those of the file that {@code --only} names; all where it does not stand. */
    private List<ProcessSpec> only(List<ProcessSpec> inFile) {
        Optional<String> chosen = arguments.text("--only");
        if (chosen.isEmpty()) {
            return inFile;
        }
        Map<String, ProcessSpec> byName = new HashMap<>();
        inFile.forEach(spec -> byName.put(spec.name().value(), spec));
        List<ProcessSpec> wanted = new ArrayList<>();
        for (String name : Arrays.asList(chosen.get().split(","))) {
            ProcessSpec spec = byName.get(name.strip());
            if (spec == null) {
                String nearest = Nearest.suggestion(name.strip(), byName.keySet());
                throw new UsageException(
                        "--only: the file has no process \"" + name.strip() + "\".",
                        nearest.isEmpty() ? "It has: " + String.join(", ", byName.keySet()) + "." : nearest);
            }
            wanted.add(spec);
        }
        return wanted;
    }

    private ExitCode act(ConfigPlan plan, List<Fields> infos, long began) {
        List<ProcessSpec> specs = new ArrayList<>();
        plan.of(ACTIONS).forEach(step -> specs.add(step.spec()));
        List<String> gone = new ArrayList<>();
        plan.of(List.of(PlannedStep.Kind.REMOVED)).forEach(step -> gone.add(step.name()));
        List<String> touched = new ArrayList<>(gone);
        specs.forEach(spec -> touched.add(spec.name().value()));
        Awaited.tell(specs, arguments, invocation.screen());
        ApplyArguments wanted = new ApplyArguments(new StartArguments(specs, RestartCommand.awaitOf(arguments)), gone);
        List<ActionResult> results =
                touched.isEmpty() ? List.of() : invocation.act(touched, client -> client.apply(wanted));
        ActionReport report = new ActionReport(invocation.screen(), ActionReport.Wanted.UP).explainedBy(plan);
        return report.print(unchanged(plan, infos), results, ActionReport.millisSince(began));
    }

    private static List<ActionResult> unchanged(ConfigPlan plan, List<Fields> infos) {
        Map<String, ProcessSnapshot> snapshots = new HashMap<>();
        infos.forEach(info -> snapshots.put(info.text("name"), ProcessSnapshot.of(info)));
        List<ActionResult> results = new ArrayList<>();
        plan.of(List.of(PlannedStep.Kind.UNCHANGED))
                .forEach(step -> results.add(ActionResult.done(snapshots.get(step.name()))));
        return results;
    }

    private void print(ConfigPlan plan) {
        Screen screen = invocation.screen();
        Answer.list(
                        AiKey.PROCESSES,
                        () -> plan.steps().stream()
                                .map(step -> step.toFields(text))
                                .toList())
                .print(screen, () -> {
                    screen.out().line("Nothing is done; this is the plan:");
                    for (PlannedStep step : plan.steps()) {
                        screen.out().line("  " + screen.paint(Style.BOLD, step.name()) + " " + step.word());
                        step.changes().forEach(change -> screen.out().line("      " + text.line(change)));
                    }
                });
    }
}
