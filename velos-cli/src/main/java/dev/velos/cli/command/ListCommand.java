package dev.velos.cli.command;

import dev.velos.cli.output.AiKey;
import dev.velos.cli.output.Answer;
import dev.velos.cli.output.ProcessBrief;
import dev.velos.cli.output.ProcessTable;
import dev.velos.cli.output.Screen;
import dev.velos.client.VelosClient;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos list}: every process and how it stands. */
final class ListCommand implements Command {
    @Override
    public CommandSpec model() {
        return AiBound.addOptions(Model.command(
                        "list",
                        "[--owner <owner>] [--json] " + AiBound.SYNOPSIS,
                        "Show every process and how it stands.")
                .aliases("ls", "ps")
                .addOption(Model.value("<owner>", Owned.OWNER_HELP, Owned.OPTION))
                .addOption(Model.json("the processes")));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        Optional<String> owner = arguments.text(Owned.OPTION);
        List<ProcessSnapshot> processes =
                owner.isPresent() ? Owned.by(owner.get(), invocation) : invocation.ask(VelosClient::list);
        if (!AiBound.print(arguments, invocation.screen(), processes, ProcessSnapshot::id, ProcessBrief::rows)) {
            print(processes, invocation.screen());
        }
        return ExitCode.DONE;
    }

    private static void print(List<ProcessSnapshot> processes, Screen screen) {
        Answer.list(AiKey.PROCESSES, () -> fieldsOf(processes)).print(screen, () -> printTable(processes, screen));
    }

    private static void printTable(List<ProcessSnapshot> processes, Screen screen) {
        if (processes.isEmpty() && screen.terminal().interactive()) {
            screen.out().line("No processes yet. \"velos start <script>\" starts one.");
        } else {
            screen.out().print(ProcessTable.of(processes, screen.terminal()));
        }
    }

    private static List<Fields> fieldsOf(List<ProcessSnapshot> processes) {
        List<Fields> objects = new ArrayList<>(processes.size());
        for (ProcessSnapshot process : processes) {
            objects.add(process.toFields());
        }
        return objects;
    }
}
