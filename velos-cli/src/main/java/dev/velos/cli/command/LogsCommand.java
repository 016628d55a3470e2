package dev.velos.cli.command;

import dev.velos.cli.output.LogPrinter;
import dev.velos.cli.output.OutputMode;
import dev.velos.client.VelosClient;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.LogAnalysis;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.logs.event.Analyses;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.read.LogTail;
import dev.velos.logs.read.OpenSource.Generations;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos logs}: the lines of logs that are asked for, and those that follow. The text is read from the files themselves. */
final class LogsCommand implements Command {
    @Override
    public CommandSpec model() {
        CommandSpec spec = lines();
        LogInsight.addOptions(spec);
        return spec;
    }

    @Override
    public CommandSpec explained() {
        CommandSpec spec = model();
        List<String> description = new ArrayList<>(List.of(spec.usageMessage().description()));
        description.add("");
        description.add("The zone of this machine is " + ZoneId.systemDefault() + ".");
        spec.usageMessage().description(description.toArray(String[]::new));
        return spec;
    }

    private static CommandSpec lines() {
        return Model.command(
                        "logs",
                        "[<process>...] [--file <file>]... [--lines N] [--grep <pattern>] [--level <level>]"
                                + " [--since <time>] [--until <time>] [--follow] [...]",
                        "Show the last lines of logs, or those that meet conditions, and those that follow.",
                        "",
                        "Where lines come from more than one file, each stands behind its process: \"api | text\" for"
                                + " stdout, \"api ! text\" for stderr. Without a process, all are shown. Conditions"
                                + " combine, and hold for lines that follow as well; a stack trace is one with the line"
                                + " that it belongs to.",
                        "",
                        "A <time> is how long ago (10m, 1h30m, 2d), a time of day (10:00), today, yesterday, a date"
                                + " (2026-02-12), or both (2026-02-12 10:00, 2026-02-12T10:00:00Z). Without a zone, it is"
                                + " in this machine's.")
                .addPositional(Model.targets())
                .addOption(Model.value(
                        "<N>", "How many last lines (default: 15; with a condition: all).", "-n", "--lines"))
                .addOption(Model.flag("Go on with the lines that come.", "-f", "--follow"))
                .addOption(Model.flag("Only stdout.", "--out"))
                .addOption(Model.flag("Only stderr.", "--err"))
                .addOption(Model.value(
                        "<pattern>", "Events with a line that matches this regular expression.", "-g", "--grep"))
                .addOption(Model.flag("Those that do not match.", "--invert"))
                .addOption(Model.flag("Upper and lower case are the same.", "-i", "--ignore-case"))
                .addOption(Model.value("<N>", "So many events before and behind each as well.", "-C", "--context"))
                .addOption(Model.value(
                        "<level>", "Events of fatal, error, warn, info, debug or trace, and worse.", "--level"))
                .addOption(Model.value("<time>", "What came then or later.", "--since"))
                .addOption(Model.value("<time>", "What came then or earlier.", "--until"))
                .addOption(Model.value("<duration>", "What came in the last 10m, 1h, 2d.", "--last"))
                .addOption(Model.value("<time>", "What happened around that time, errors first.", "--around"))
                .addOption(Model.value(
                        "<duration>",
                        "With --around: so long before and behind (default: 30s). With --dedupe: what comes again within"
                                + " it is one (default: dedupe_window of [logs], else all).",
                        "--window"))
                .addOption(Model.values("<file>", "Any log file, also a .gz; \"-\" is standard input.", "--file"))
                .addOption(
                        Model.flag("With --file: its rotated files <file>.1, <file>.2.gz, ... as well.", "--rotated"))
                .addOption(Model.value(
                        "<file>",
                        "Look at logs as [logs] in this velos.toml says, not as the process does.",
                        "--config"))
                .addOption(Model.flag("Show when each line arrived.", "-t", "--timestamps"))
                .addOption(Model.flag("The bytes as they were, with nothing before them.", "--raw"))
                .addOption(Model.json("each event"))
                .addOption(Model.value("<N>", "With --ai: at most so many tokens (default: 2000).", "--max-tokens"))
                .addOption(Model.value("<cursor>", "Go on where an answer of --ai ended.", "--cursor"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        LogQuestion question = LogQuestion.of(arguments, invocation.screen().mode());
        refuseContradictions(arguments);
        if (arguments.has("--file")) {
            return new FileLogs(settled(question, arguments, invocation), arguments, invocation).run();
        }
        LogSources wanted = new LogSources(Targets.orAll(arguments), streams(arguments));
        Instant looked = Instant.now();
        Found found;
        try {
            found = invocation.ask(client -> found(client, wanted, arguments, invocation));
        } catch (VelosException e) {
            return withoutDaemon(e, wanted, settled(question, arguments, invocation), arguments, invocation);
        }
        List<LogSource> sources = wanted.of(found.processes);
        if (arguments.has("--config")) {
            question = settled(question, arguments, invocation);
        } else if (LogSettings.matter(arguments, invocation)) {
            question = question.with(Analyses.of(sources, found.analyses));
        }
        if (arguments.flag("--follow")) {
            LogPrinter printer = new LogAnswer(question, arguments, invocation).printer(sources);
            return new LogFollowing(wanted, question, printer, invocation, looked)
                    .run(sources, LogQuestion.isAsked(arguments), LogQuestion.lines(arguments));
        }
        return show(sources, question, arguments, invocation);
    }

    /** What the daemon tells of the processes whose logs are wanted. */
    private record Found(List<ProcessSnapshot> processes, Map<String, LogAnalysis> analyses) {}

    private static Found found(VelosClient client, LogSources wanted, Arguments arguments, Invocation invocation) {
        List<ProcessSnapshot> processes = client.list();
        boolean alone = arguments.has("--config") || !LogSettings.matter(arguments, invocation);
        return new Found(processes, alone ? Map.of() : client.logAnalyses(names(wanted.chosen(processes))));
    }

    private static List<String> names(List<ProcessSnapshot> processes) {
        return processes.stream().map(ProcessSnapshot::name).distinct().toList();
    }

    /** The question with the settings of a velos.toml, where they matter. */
    private static LogQuestion settled(LogQuestion question, Arguments arguments, Invocation invocation) {
        return LogSettings.matter(arguments, invocation) || arguments.has("--config")
                ? question.with(LogSettings.ofFile(arguments, invocation))
                : question;
    }

    private static void refuseContradictions(Arguments arguments) {
        LogInsight.refuseContradictions(arguments);
        if (arguments.flag(ChosenMode.AI) && arguments.flag("--follow")) {
            throw new UsageException("--ai gives one answer, and --follow has no end.", "Use --json with --follow.");
        }
        if (arguments.flag("--rotated") && !arguments.has("--file")) {
            throw new UsageException(
                    "--rotated says nothing without --file.", "Rotated files of processes are read anyway.");
        }
    }

    private static ExitCode show(
            List<LogSource> sources, LogQuestion question, Arguments arguments, Invocation invocation) {
        LogAnswer answer = new LogAnswer(question, arguments, invocation);
        if (LogQuestion.isAsked(arguments)
                || LogInsight.isWanted(arguments)
                || invocation.screen().mode() != OutputMode.TEXT) {
            return answer.give(
                    question.to(sources, Generations.ALL), (query, sink) -> query.run(question.knowledge(), sink));
        }
        answer.printer(sources).print(LogTail.last(sources, LogQuestion.lines(arguments)));
        return ExitCode.DONE;
    }

    private static ExitCode withoutDaemon(
            VelosException failure,
            LogSources wanted,
            LogQuestion question,
            Arguments arguments,
            Invocation invocation) {
        List<LogSource> sources = wanted.of(invocation.home());
        if (sources.isEmpty()) {
            throw failure;
        }
        ExitCode code = show(sources, question, arguments, invocation);
        if (arguments.flag("--follow")) {
            throw failure;
        }
        invocation.screen().err().line("velos: These are the log files as they lie there, without the daemon:");
        invocation.screen().err().line("  " + failure.failure().message());
        return code;
    }

    private static List<String> streams(Arguments arguments) {
        boolean out = arguments.flag("--out");
        boolean err = arguments.flag("--err");
        if (out == err) {
            return List.of("out", "err");
        }
        return List.of(out ? "out" : "err");
    }
}
