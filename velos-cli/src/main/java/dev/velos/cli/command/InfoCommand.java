package dev.velos.cli.command;

import dev.velos.cli.output.AiKey;
import dev.velos.cli.output.Answer;
import dev.velos.cli.output.ProcessBrief;
import dev.velos.cli.output.ProcessSheet;
import dev.velos.cli.output.Screen;
import dev.velos.cli.output.Secrets;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos info}: all that is known of a process. */
final class InfoCommand implements Command {
    @Override
    public CommandSpec model() {
        return AiBound.addOptions(Model.command(
                        "info",
                        "<process>... [--show-secrets] [--json] " + AiBound.SYNOPSIS,
                        "Show all that is known of a process.")
                .addPositional(Model.targets())
                .addOption(Model.flag("Show secret values of variables too.", EnvCommand.SHOW_SECRETS))
                .addOption(Model.json("the facts")));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> targets = Targets.required(arguments, "info");
        List<Fields> processes = presentable(
                invocation.ask(client -> client.info(targets)), EnvCommand.secretsOf(arguments, invocation));
        Screen screen = invocation.screen();
        if (!AiBound.print(arguments, screen, processes, it -> it.integer("id"), ProcessBrief::sheets)) {
            Answer.list(AiKey.PROCESSES, () -> processes)
                    .print(screen, () -> processes.forEach(process -> ProcessSheet.print(process, screen)));
        }
        return ExitCode.DONE;
    }

    /** The inherited environment is long, and where secrets are; what was set for the process itself stays, masked. */
    private static List<Fields> presentable(List<Fields> processes, Secrets secrets) {
        List<Fields> shown = new ArrayList<>(processes.size());
        for (Fields process : processes) {
            shown.add(process.optionalFields("spec")
                    .map(spec -> Fields.builder()
                            .putAll(process)
                            .put(
                                    "spec",
                                    Fields.builder()
                                            .putAllBut("base_env", spec)
                                            .put("env", secrets.of(spec.textMap("env")))
                                            .build())
                            .build())
                    .orElse(process));
        }
        return shown;
    }
}
