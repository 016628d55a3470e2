package dev.velos.cli.command;

import dev.velos.cli.boot.BootPlan;
import dev.velos.cli.output.Screen;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos unstartup}: undoes what {@code velos startup} did. */
final class UnstartupCommand implements Command {
    @Override
    public CommandSpec model() {
        return BootOptions.addTo(Model.command(
                "unstartup",
                "[--user] [--init systemd|openrc|launchd] [--owner <name>] [--dry-run]",
                "Undo velos startup; what runs goes on."));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        BootOptions options = BootOptions.of(arguments, invocation);
        BootPlan plan = options.plan();
        Screen screen = invocation.screen();
        if (options.shows()) {
            screen.out().line("# Nothing is done. This would be run:");
            plan.disable().forEach(command -> screen.out().line(BootOptions.shell(command)));
            screen.out().line("rm " + BootOptions.shell(plan.file().toString()));
            plan.forget().forEach(command -> screen.out().line(BootOptions.shell(command)));
            return ExitCode.DONE;
        }
        if (!BootSteps.isOurs(plan.file())) {
            screen.out().line("There is nothing to undo: " + plan.file() + " does not exist.");
            return ExitCode.DONE;
        }
        options.requireRight("unstartup");
        BootSteps.run(plan.disable());
        BootSteps.remove(plan.file());
        BootSteps.run(plan.forget());
        screen.out()
                .line(screen.doneMark() + " " + plan.file()
                        + " is removed; the daemon does not start with the machine any more. What runs goes on.");
        return ExitCode.DONE;
    }
}
