package dev.velos.cli.command;

import dev.velos.cli.boot.BootPlan;
import dev.velos.cli.output.Answer;
import dev.velos.cli.output.Screen;
import dev.velos.client.VelosClient;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos startup}: has the daemon start with the machine. */
final class StartupCommand implements Command {
    @Override
    public CommandSpec model() {
        return BootOptions.addTo(Model.command(
                "startup",
                "[--user] [--init systemd|openrc|launchd] [--owner <name>] [--dry-run]",
                "Start the daemon, and what was up, when the machine starts.",
                "",
                "Writes a service file for the init system and enables it. It never calls sudo: where root is needed,"
                        + " it prints the command."));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        BootOptions options = BootOptions.of(arguments, invocation);
        BootPlan plan = options.plan();
        boolean starts = !isRunning(invocation);
        if (options.shows()) {
            show(plan, starts, invocation.screen());
            return ExitCode.DONE;
        }
        options.requireRight("startup");
        BootSteps.isOurs(plan.file());
        BootSteps.write(plan);
        BootSteps.run(plan.enable());
        List<String> warnings = warnings(plan);
        if (starts) {
            BootSteps.run(plan.start());
        }
        Screen screen = invocation.screen();
        Answer.of(() -> Fields.builder()
                        .put("file", plan.file().toString())
                        .put("started", starts)
                        .putTexts("warnings", warnings)
                        .build())
                .print(screen, () -> report(plan, starts, warnings, screen));
        return ExitCode.DONE;
    }

    private static void report(BootPlan plan, boolean starts, List<String> warnings, Screen screen) {
        screen.out().line(screen.doneMark() + " " + plan.file() + " is written.");
        warnings.forEach(warning -> screen.out().line("  " + warning));
        if (starts) {
            screen.out().line(screen.doneMark() + " The daemon runs, and starts with the machine from now on.");
        } else {
            screen.out().line(screen.doneMark() + " The daemon starts with the machine from the next start on.");
            screen.out()
                    .line("  The one that runs now is not the init system's. To change that at once: velos kill && "
                            + commands(plan.start()) + " && velos resurrect");
        }
    }

    private static boolean isRunning(Invocation invocation) {
        Optional<VelosClient> running = VelosClient.connect(invocation.home());
        running.ifPresent(VelosClient::close);
        return running.isPresent();
    }

    /** What of the advice could not be followed. */
    private static List<String> warnings(BootPlan plan) {
        List<String> warnings = new ArrayList<>();
        for (List<String> command : plan.advice()) {
            String complaint = BootSteps.complaint(command);
            if (!complaint.isEmpty()) {
                warnings.add("It starts at your first login, not with the machine: \"" + BootOptions.shell(command)
                        + "\" failed: " + complaint);
            }
        }
        return warnings;
    }

    private static void show(BootPlan plan, boolean starts, Screen screen) {
        List<String> commands = new ArrayList<>();
        plan.enable().forEach(command -> commands.add(BootOptions.shell(command)));
        plan.advice().forEach(command -> commands.add(BootOptions.shell(command)));
        if (starts) {
            plan.start().forEach(command -> commands.add(BootOptions.shell(command)));
        }
        Answer.of(() -> Fields.builder()
                        .put("file", plan.file().toString())
                        .put("mode", plan.mode())
                        .put("text", plan.text())
                        .putTexts("commands", commands)
                        .build())
                .print(screen, () -> printPlan(plan, commands, screen));
    }

    private static void printPlan(BootPlan plan, List<String> commands, Screen screen) {
        screen.out()
                .line("# Nothing is done. This would be written to " + plan.file() + " (mode " + plan.mode() + "):");
        screen.out().line("");
        plan.text().lines().forEach(screen.out()::line);
        screen.out().line("");
        screen.out().line("# And this would be run:");
        commands.forEach(screen.out()::line);
    }

    private static String commands(List<List<String>> commands) {
        return String.join(" && ", commands.stream().map(BootOptions::shell).toList());
    }
}
