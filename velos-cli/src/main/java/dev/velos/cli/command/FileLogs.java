package dev.velos.cli.command;

import dev.velos.cli.output.LogPrinter;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.query.LogQuery;
import dev.velos.logs.read.EventReader;
import dev.velos.logs.read.Folding;
import dev.velos.logs.read.OpenSource.Generations;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code velos logs --file}: the same questions to any file, or to standard input. Asks no daemon. */
final class FileLogs {
    private static final String STANDARD_INPUT = "-";

    private final LogQuestion question;
    private final Arguments arguments;
    private final Invocation invocation;

    FileLogs(LogQuestion question, Arguments arguments, Invocation invocation) {
        this.question = question;
        this.arguments = arguments;
        this.invocation = invocation;
    }

    ExitCode run() {
        List<String> names = arguments.texts("--file");
        if (!arguments.words().isEmpty()) {
            throw new UsageException(
                    "--file reads files, and \"" + arguments.words().getFirst() + "\" is a process.",
                    "Name processes or files, not both.");
        }
        if (names.contains(STANDARD_INPUT)) {
            return fromStandardInput(names);
        }
        List<LogSource> sources = new ArrayList<>();
        for (String name : names) {
            sources.add(source(name));
        }
        if (arguments.flag("--follow")) {
            return new FileFollowing(question, arguments, invocation).run(sources);
        }
        Generations generations = arguments.flag("--rotated") ? Generations.ALL : Generations.CURRENT;
        return answer().give(question.to(sources, generations), (query, sink) -> query.run(question.knowledge(), sink));
    }

    private LogAnswer answer() {
        return new LogAnswer(question, arguments, invocation);
    }

    private LogSource source(String name) {
        Path file = invocation.cwd().resolve(name).normalize();
        String problem = !Files.exists(file)
                ? "is not there"
                : Files.isDirectory(file) ? "is a folder" : !Files.isReadable(file) ? "may not be read by you" : "";
        if (!problem.isEmpty()) {
            throw new UsageException("The file " + name + " " + problem + ".", "Name a log file that can be read.");
        }
        return new LogSource(String.valueOf(file.getFileName()), "", file);
    }

    private ExitCode fromStandardInput(List<String> names) {
        if (names.size() > 1) {
            throw new UsageException("Standard input cannot be mixed with files.", "Give --file - alone.");
        }
        LogSource source = new LogSource(STANDARD_INPUT, "", Path.of(STANDARD_INPUT));
        InputStream input = new FileInputStream(FileDescriptor.in);
        if (arguments.flag("--follow")) {
            return followInput(source, input);
        }
        LogQuery query = question.to(List.of(source), Generations.CURRENT);
        return answer().give(query, (asked, sink) -> asked.run(question.knowledge(), sink, input));
    }

    /** Line by line, as they come. */
    private ExitCode followInput(LogSource source, InputStream input) {
        LogPrinter printer = answer().printer(List.of(source));
        LiveLogs live = new LiveLogs(question, printer);
        try (EventReader reader = EventReader.of(source, input, Folding.LINES, Optional.empty())) {
            while (reader.next()) {
                live.accept(reader.event());
                if (input.available() == 0) {
                    printer.end();
                }
            }
            printer.end();
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UsageException("Standard input cannot be read: " + e.getMessage() + ".", "");
        }
    }
}
