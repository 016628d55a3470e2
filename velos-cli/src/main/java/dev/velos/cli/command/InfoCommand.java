package dev.velos.cli.command;

import dev.velos.cli.output.Json;
import dev.velos.cli.output.ProcessSheet;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos info}: all that is known of a process. */
final class InfoCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command("info", "<process>... [--json]", "Show all that is known of a process.")
                .addPositional(Model.targets())
                .addOption(Model.json("the facts"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> targets = Targets.required(arguments, "info");
        List<Fields> processes = withoutInheritedEnvironment(invocation.ask(client -> client.info(targets)));
        if (arguments.flag(Model.JSON)) {
            invocation.screen().out().line(Json.array(processes));
        } else {
            for (Fields process : processes) {
                ProcessSheet.print(process, invocation.screen());
            }
        }
        return ExitCode.DONE;
    }

    /** The inherited environment is long, and where secrets are; what was set for the process itself stays. */
    private static List<Fields> withoutInheritedEnvironment(List<Fields> processes) {
        List<Fields> shown = new ArrayList<>(processes.size());
        for (Fields process : processes) {
            shown.add(process.optionalFields("spec")
                    .map(spec -> Fields.builder()
                            .putAll(process)
                            .put(
                                    "spec",
                                    Fields.builder().putAllBut("base_env", spec).build())
                            .build())
                    .orElse(process));
        }
        return shown;
    }
}
