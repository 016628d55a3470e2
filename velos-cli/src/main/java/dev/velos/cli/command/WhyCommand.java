package dev.velos.cli.command;

import dev.velos.cli.output.AiKey;
import dev.velos.cli.output.Answer;
import dev.velos.cli.output.Screen;
import dev.velos.cli.output.WhySheet;
import dev.velos.client.diagnosis.Diagnosis;
import dev.velos.client.diagnosis.Evidence;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.query.LastFault;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos why}: why a process is down or was restarted, on one screen. */
final class WhyCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                        "why",
                        "<process>... [--json]",
                        "Tell why a process is down or was restarted, and what to try.",
                        "",
                        "Looks at how its last lives ended, the last error in its logs, what was changed, and what it"
                                + " waits for.")
                .addPositional(Model.targets())
                .addOption(Model.json("the findings"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> targets = Targets.required(arguments, "why");
        List<Fields> infos = invocation.ask(client -> client.info(targets));
        List<WhySheet> sheets =
                infos.stream().map(info -> sheet(info, invocation)).toList();
        Screen screen = invocation.screen();
        Answer.list(
                        AiKey.PROCESSES,
                        () -> sheets.stream().map(WhySheet::facts).toList(),
                        () -> sheets.stream().map(WhySheet::brief).toList())
                .print(screen, () -> sheets.forEach(sheet -> sheet.print(screen)));
        return ExitCode.DONE;
    }

    private static WhySheet sheet(Fields info, Invocation invocation) {
        ProcessSnapshot process = ProcessSnapshot.of(info);
        LastFault error = LastFault.of(process);
        Evidence evidence = Evidence.of(info, error.text());
        return new WhySheet(evidence, Diagnosis.of(evidence), error.atMillis(), Changes.of(info, process, invocation));
    }
}
