package dev.velos.cli.command;

import dev.velos.client.VelosClient;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.process.Stdin;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos run}: starts a command, waits for it, and passes its output and its exit code on. */
final class RunCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                        "run",
                        "[--name <name>] [--cwd <folder>] [--env KEY=VALUE]... [--keep] [--json] -- <command> [<argument>...]",
                        "Run a command to its end; pass its output and exit code on.",
                        "",
                        "It is in the list while it runs, and deleted afterwards. Ctrl-C, SIGTERM and SIGHUP are"
                                + " passed on to it; where it goes on for 5s, or at a second one, it is stopped. The exit"
                                + " code is its own, and 128 and the number of the signal where one ended it. It has no"
                                + " standard input.")
                .addPositional(Model.words("<script>", "The command and its arguments, behind \"--\"."))
                .addOption(Model.value("<name>", "What to call it (default: the command's name).", "-n", "--name"))
                .addOption(Model.value("<folder>", "Where it runs (default: here).", "--cwd"))
                .addOption(Model.values("<KEY=VALUE>", "Set a variable; may be repeated.", "-e", "--env"))
                .addOption(Model.flag("Keep it in the list, and its logs, when it has ended.", "--keep"))
                .addOption(Model.json("how it ended, and the end of its output"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            throw new UsageException("\"velos run\" needs a command.", "Write velos run -- <command> [<argument>...].");
        }
        if (!arguments.wordsBeforeDashes().isEmpty() && !arguments.afterDashes().isEmpty()) {
            throw new UsageException(
                    "\"velos run\" does not know what to do with \""
                            + arguments.wordsBeforeDashes().getFirst() + "\".",
                    "The whole command goes behind \"--\".");
        }
        String script = words.getFirst();
        ProcessName name = ScriptSpec.name(script, arguments);
        ProcessSpec spec = ScriptSpec.of(
                        script, arguments.has("--name") ? name : free(name, invocation), arguments, invocation)
                .withProgram(it -> it.withArgs(words.subList(1, words.size())).withStdin(Stdin.NULL))
                .withRestart(it -> it.withMode(RestartPolicy.Mode.NEVER))
                .withLog(it -> it.withMaxBytes(0));
        throw new PassedOn(new ForegroundRun(spec, arguments.flag("--keep"), invocation).run());
    }

    /** Several may run the same command at once. */
    private static ProcessName free(ProcessName name, Invocation invocation) {
        Set<String> taken = new HashSet<>();
        for (ProcessSnapshot process : invocation.ask(VelosClient::list)) {
            taken.add(process.name());
        }
        String free = name.value();
        for (int number = 2; taken.contains(free); number++) {
            free = name.value() + "-" + number;
        }
        return new ProcessName(free);
    }
}
