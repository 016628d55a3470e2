package dev.velos.cli.command;

import dev.velos.cli.output.AiLog;
import dev.velos.cli.output.Complaint;
import dev.velos.cli.output.LogPrinter;
import dev.velos.cli.output.OutputMode;
import dev.velos.cli.output.Screen;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.query.Answered;
import dev.velos.logs.query.Hit;
import dev.velos.logs.query.LogQuery;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Answers a {@link LogQuestion} in the form that is wanted. Owned by one command. */
final class LogAnswer {
    static final int DEFAULT_TOKENS = 2000;
    private static final int LEAST_TOKENS = 100;

    private final LogQuestion question;
    private final Arguments arguments;
    private final Invocation invocation;
    private final Screen screen;

    LogAnswer(LogQuestion question, Arguments arguments, Invocation invocation) {
        this.question = question;
        this.arguments = arguments;
        this.invocation = invocation;
        screen = invocation.screen();
    }

    /** @param run answers a question into a sink */
    ExitCode give(LogQuery query, BiFunction<LogQuery, Sink<Hit>, Answered> run) {
        Answered answered = answer(query, run);
        screen.out().flush();
        for (String note : answered.notes()) {
            screen.err().line("velos: " + note);
        }
        if (answered.cut() > 0 && arguments.flag("--raw")) {
            screen.err().line("velos: " + answered.cut() + " of these are longer than is kept, and were cut.");
        }
        if (answered.matches() > 0 || !LogQuestion.isAsked(arguments)) {
            return ExitCode.DONE;
        }
        if (!isForModels()) {
            new Complaint("no-match", "Nothing matches.", hint(query)).print(screen);
        }
        return ExitCode.FAILED;
    }

    private Answered answer(LogQuery query, BiFunction<LogQuery, Sink<Hit>, Answered> run) {
        if (LogInsight.isWanted(arguments)) {
            return new LogInsight(question, arguments, invocation).give(query, run);
        }
        return arguments.has("--around") ? errorsFirst(query, run) : run.apply(query, sink(query.sources()));
    }

    Sink<Hit> sink(List<LogSource> sources) {
        if (isForModels()) {
            AiLog.Naming naming =
                    sources.stream().map(LogSource::label).distinct().count() > 1
                            ? AiLog.Naming.SEVERAL_SOURCES
                            : AiLog.Naming.ONE_SOURCE;
            return new AiLog(screen, maxTokens(arguments), naming, question.cursor());
        }
        return printer(sources);
    }

    /** Bytes as they were are asked for by themselves, whatever a session has set. */
    private boolean isForModels() {
        return screen.mode() == OutputMode.AI && (arguments.flag(ChosenMode.AI) || !arguments.flag("--raw"));
    }

    LogPrinter printer(List<LogSource> sources) {
        LogPrinter.Form form = LogPrinter.Form.TEXT;
        if (arguments.flag("--raw") && !arguments.flag(Model.JSON)) {
            form = LogPrinter.Form.RAW;
        } else if (screen.mode() != OutputMode.TEXT) {
            form = LogPrinter.Form.JSON;
        } else if (arguments.flag("--timestamps")) {
            form = LogPrinter.Form.TIMESTAMPS;
        }
        return new LogPrinter(screen, form, sources);
    }

    /** Two passes over a short stretch: what went wrong, and then the rest. */
    private Answered errorsFirst(LogQuery query, BiFunction<LogQuery, Sink<Hit>, Answered> run) {
        Sink<Hit> sink = sink(query.sources());
        Answered errors = run.apply(query, new Part(sink, hit -> hit.level().isAtLeast(Level.ERROR)));
        Answered rest = run.apply(query, new Part(sink, hit -> !hit.level().isAtLeast(Level.ERROR)));
        sink.end();
        return new Answered(rest.matches(), errors.cut(), rest.notes());
    }

    /** A part of an answer, whose end is not that of the whole. */
    private record Part(Sink<Hit> whole, java.util.function.Predicate<Hit> belongs) implements Sink<Hit> {
        @Override
        public void accept(Hit hit) {
            if (belongs.test(hit)) {
                whole.accept(hit);
            }
        }

        @Override
        public boolean hasEnough() {
            return whole.hasEnough();
        }

        @Override
        public void end() {
            // the whole goes on
        }
    }

    static int maxTokens(Arguments arguments) {
        int tokens = LogQuestion.number(arguments, "--max-tokens", DEFAULT_TOKENS);
        if (tokens < LEAST_TOKENS) {
            throw new UsageException("--max-tokens " + tokens + " is too few.", "Write " + LEAST_TOKENS + " or more.");
        }
        return tokens;
    }

    private static String hint(LogQuery query) {
        Optional<Level> level = query.filter().level();
        if (level.isPresent()) {
            return "Fewer events are of level " + level.get().word() + " or worse than one thinks; try --level warn, or"
                    + " none.";
        }
        if (query.span().since().isPresent() || query.span().until().isPresent()) {
            return "It was looked from "
                    + query.span().since().map(Object::toString).orElse("the beginning") + " to "
                    + query.span().until().map(Object::toString).orElse("now") + "; a longer time may help.";
        }
        return "Try --ignore-case, or a shorter pattern.";
    }
}
