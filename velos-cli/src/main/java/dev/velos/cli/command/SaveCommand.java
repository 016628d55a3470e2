package dev.velos.cli.command;

import dev.velos.cli.output.Answer;
import dev.velos.cli.output.Screen;
import dev.velos.client.VelosClient;
import dev.velos.core.protocol.Fields;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos save}: keeps the list of processes for {@code velos resurrect}. */
final class SaveCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                        "save",
                        "[--json]",
                        "Save the list of processes, and which of them are up.",
                        "",
                        "\"velos resurrect\" starts them again. With the setting autosave the daemon does it by itself.")
                .addOption(Model.json("what was saved"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        Fields saved = invocation.ask(VelosClient::save);
        Screen screen = invocation.screen();
        long processes = saved.integer("processes");
        Answer.of(() -> saved)
                .print(
                        screen,
                        () -> screen.out()
                                .line(screen.doneMark() + " "
                                        + (processes == 1 ? "1 process" : processes + " processes") + " saved, "
                                        + saved.integer("up") + " up: " + saved.text("file")));
        return ExitCode.DONE;
    }
}
