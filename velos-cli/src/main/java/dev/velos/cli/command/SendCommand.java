package dev.velos.cli.command;

import dev.velos.core.protocol.ActionResult;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos send}: writes a line to the standard input of a process. */
final class SendCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                        "send",
                        "<process> <text>... [--no-newline] [--json]",
                        "Write a line of text to the standard input of a process.",
                        "",
                        "The words of the text are joined by spaces, and a line feed is put behind them. Text that"
                                + " begins with a dash goes behind \"--\".")
                .addPositional(Model.targets())
                .addOption(Model.flag("Put no line feed behind the text.", "--no-newline"))
                .addOption(Model.json("what became of each process"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> words = arguments.words();
        if (words.size() < 2) {
            throw new UsageException(
                    "\"velos send\" needs a process and a text.", "Write velos send <process> 'text'.");
        }
        List<String> targets = words.subList(0, 1);
        String text = String.join(" ", words.subList(1, words.size())) + (arguments.flag("--no-newline") ? "" : "\n");
        long began = System.nanoTime();
        List<ActionResult> results = invocation.act(targets, client -> client.send(targets, text));
        return new ActionReport(invocation.screen(), ActionReport.Wanted.SENT)
                .print(results, ActionReport.millisSince(began));
    }
}
