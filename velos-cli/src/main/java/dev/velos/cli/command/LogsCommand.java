package dev.velos.cli.command;

import dev.velos.cli.output.LogPrinter;
import dev.velos.client.VelosClient;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.read.LogTail;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos logs}: the last lines of logs, and those that follow. The text is read from the files themselves. */
final class LogsCommand implements Command {
    private static final int DEFAULT_LINES = 15;

    @Override
    public CommandSpec model() {
        return Model.command(
                        "logs",
                        "[<process>...] [--lines N] [--follow] [--out|--err] [--timestamps] [--json]",
                        "Show the last lines of logs, and those that follow.",
                        "",
                        "Where lines come from more than one file, each stands behind its process: \"api | text\" for"
                                + " stdout, \"api ! text\" for stderr. Without a process, all are shown.")
                .addPositional(Model.targets())
                .addOption(Model.value("<N>", "How many last lines (default: 15).", "-n", "--lines"))
                .addOption(Model.flag("Go on with the lines that come.", "-f", "--follow"))
                .addOption(Model.flag("Only stdout.", "--out"))
                .addOption(Model.flag("Only stderr.", "--err"))
                .addOption(Model.flag("Show when each line arrived.", "-t", "--timestamps"))
                .addOption(Model.json("each line"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        int lines = lines(arguments);
        LogSources wanted = new LogSources(Targets.orAll(arguments), streams(arguments));
        Instant looked = Instant.now();
        List<ProcessSnapshot> processes;
        try {
            processes = invocation.ask(VelosClient::list);
        } catch (VelosException e) {
            return withoutDaemon(e, wanted, lines, arguments, invocation);
        }
        List<LogSource> sources = wanted.of(processes);
        LogPrinter printer = printer(arguments, invocation, sources);
        if (arguments.flag("--follow")) {
            return new LogFollowing(wanted, printer, invocation, looked).run(sources, lines);
        }
        printer.print(LogTail.last(sources, lines));
        return ExitCode.DONE;
    }

    private static ExitCode withoutDaemon(
            VelosException failure, LogSources wanted, int lines, Arguments arguments, Invocation invocation) {
        List<LogSource> sources = wanted.of(invocation.home());
        if (sources.isEmpty()) {
            throw failure;
        }
        printer(arguments, invocation, sources).print(LogTail.last(sources, lines));
        if (arguments.flag("--follow")) {
            throw failure;
        }
        invocation.screen().err().line("velos: These are the log files as they lie there, without the daemon:");
        invocation.screen().err().line("  " + failure.failure().message());
        return ExitCode.DONE;
    }

    private static LogPrinter printer(Arguments arguments, Invocation invocation, List<LogSource> sources) {
        LogPrinter.Form form = LogPrinter.Form.TEXT;
        if (arguments.flag(Model.JSON)) {
            form = LogPrinter.Form.JSON;
        } else if (arguments.flag("--timestamps")) {
            form = LogPrinter.Form.TIMESTAMPS;
        }
        return new LogPrinter(invocation.screen(), form, sources);
    }

    private static List<String> streams(Arguments arguments) {
        boolean out = arguments.flag("--out");
        boolean err = arguments.flag("--err");
        if (out == err) {
            return List.of("out", "err");
        }
        return List.of(out ? "out" : "err");
    }

    static int lines(Arguments arguments) {
        String text = arguments.text("--lines").orElse(Integer.toString(DEFAULT_LINES));
        try {
            int lines = Integer.parseInt(text);
            if (lines >= 0) {
                return lines;
            }
        } catch (NumberFormatException e) {
            // the same complaint as for a negative number
            throw wrongLines(text);
        }
        throw wrongLines(text);
    }

    private static UsageException wrongLines(String text) {
        return new UsageException(
                "--lines " + text + " is no number of lines.", "Write 0 or more, such as --lines 100.");
    }
}
