package dev.velos.cli.command;

import dev.velos.cli.boot.BootPlan;
import dev.velos.cli.output.Screen;
import dev.velos.client.VelosClient;
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
        Screen screen = invocation.screen();
        screen.out().line(screen.doneMark() + " " + plan.file() + " is written.");
        BootSteps.run(plan.enable());
        advise(plan, screen);
        if (starts) {
            BootSteps.run(plan.start());
            screen.out().line(screen.doneMark() + " The daemon runs, and starts with the machine from now on.");
        } else {
            screen.out().line(screen.doneMark() + " The daemon starts with the machine from the next start on.");
            screen.out()
                    .line("  The one that runs now is not the init system's. To change that at once: velos kill && "
                            + commands(plan.start()) + " && velos resurrect");
        }
        return ExitCode.DONE;
    }

    private static boolean isRunning(Invocation invocation) {
        Optional<VelosClient> running = VelosClient.connect(invocation.home());
        running.ifPresent(VelosClient::close);
        return running.isPresent();
    }

    private static void advise(BootPlan plan, Screen screen) {
        for (List<String> command : plan.advice()) {
            String complaint = BootSteps.complaint(command);
            if (!complaint.isEmpty()) {
                screen.out()
                        .line("  It starts at your first login, not with the machine: \"" + BootOptions.shell(command)
                                + "\" failed: " + complaint);
            }
        }
    }

    private static void show(BootPlan plan, boolean starts, Screen screen) {
        screen.out()
                .line("# Nothing is done. This would be written to " + plan.file() + " (mode " + plan.mode() + "):");
        screen.out().line("");
        plan.text().lines().forEach(screen.out()::line);
        screen.out().line("");
        screen.out().line("# And this would be run:");
        for (List<List<String>> commands :
                List.of(plan.enable(), plan.advice(), starts ? plan.start() : List.<List<String>>of())) {
            commands.forEach(command -> screen.out().line(BootOptions.shell(command)));
        }
    }

    private static String commands(List<List<String>> commands) {
        return String.join(" && ", commands.stream().map(BootOptions::shell).toList());
    }
}
