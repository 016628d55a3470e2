package dev.velos.cli.command;

import dev.velos.cli.output.LogPrinter;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.query.EventKnowledge;
import dev.velos.logs.query.Hit;
import dev.velos.logs.query.LiveFilter;
import dev.velos.logs.query.LogQuery.Details;
import dev.velos.logs.query.Selector;
import dev.velos.logs.read.Folding;
import dev.velos.logs.read.LogLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prints of lines that come those that are wanted. Owned by the thread that runs the command. */
final class LiveLogs {
    private final LogQuestion question;
    private final LogPrinter printer;
    private final EventKnowledge knowledge;
    private final Map<LogSource, LiveFilter> filters = new HashMap<>();

    LiveLogs(LogQuestion question, LogPrinter printer) {
        this.question = question;
        knowledge = question.knowledge();
        this.printer = printer;
    }

    /** Prints at once. */
    void print(List<LogLine> lines) {
        if (!question.filter().isSelective() && question.details() != Details.TEXT_TIME_AND_LEVEL) {
            printer.print(lines);
            return;
        }
        lines.forEach(line -> accept(line.event()));
        printer.end();
    }

    /** The next line of its source, which is printed at the next flush. */
    void accept(LogEvent line) {
        filters.computeIfAbsent(line.source(), this::filter).accept(line);
    }

    /** More lines will come, of this source. */
    void add(LogSource source) {
        printer.add(source);
    }

    private LiveFilter filter(LogSource source) {
        Selector selector = new Selector(question.filter(), knowledge.levels(source));
        boolean levels = question.details() == Details.TEXT_TIME_AND_LEVEL;
        return new LiveFilter(selector, Folding.EVENTS, new Sink<>() {
            @Override
            public void accept(LogEvent line) {
                printer.accept(new Hit(line, levels ? selector.level(line) : Level.NONE, Hit.Role.MATCH));
            }

            @Override
            public void end() {
                printer.end();
            }
        });
    }
}
