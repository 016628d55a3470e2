package dev.velos.cli.command;

import dev.velos.cli.boot.BootPlan;
import dev.velos.cli.output.Answer;
import dev.velos.cli.output.Screen;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.List;
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
            show(plan, screen);
            return ExitCode.DONE;
        }
        if (!BootSteps.isOurs(plan.file())) {
            answer(plan, false)
                    .print(
                            screen,
                            () -> screen.out().line("There is nothing to undo: " + plan.file() + " does not exist."));
            return ExitCode.DONE;
        }
        options.requireRight("unstartup");
        BootSteps.run(plan.disable());
        BootSteps.remove(plan.file());
        BootSteps.run(plan.forget());
        answer(plan, true)
                .print(
                        screen,
                        () -> screen.out()
                                .line(screen.doneMark() + " " + plan.file()
                                        + " is removed; the daemon does not start with the machine any more. What runs goes"
                                        + " on."));
        return ExitCode.DONE;
    }

    private static Answer answer(BootPlan plan, boolean removed) {
        return Answer.of(() -> Fields.builder()
                .put("file", plan.file().toString())
                .put("removed", removed)
                .build());
    }

    private static void show(BootPlan plan, Screen screen) {
        List<String> commands = new ArrayList<>();
        plan.disable().forEach(command -> commands.add(BootOptions.shell(command)));
        commands.add("rm " + BootOptions.shell(plan.file().toString()));
        plan.forget().forEach(command -> commands.add(BootOptions.shell(command)));
        Answer.of(() -> Fields.builder().putTexts("commands", commands).build()).print(screen, () -> {
            screen.out().line("# Nothing is done. This would be run:");
            commands.forEach(screen.out()::line);
        });
    }
}
