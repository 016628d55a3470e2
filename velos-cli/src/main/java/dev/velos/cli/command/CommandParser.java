package dev.velos.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the words behind a command by the command's model. */
public final class CommandParser {
    private CommandParser() {}

    /** The parsed words, or a usage error that names the nearest option. */
    public static Arguments parse(Command command, List<String> words) {
        if (words.isEmpty()) {
            return Arguments.none();
        }
        int dashes = words.indexOf("--");
        List<String> before = dashes < 0 ? words : words.subList(0, dashes);
        List<String> after = dashes < 0 ? List.of() : words.subList(dashes + 1, words.size());
        CommandSpec model = Model.withCommon(command.model());
        try {
            return new Arguments(Optional.of(parse(model, before)), after);
        } catch (UnmatchedArgumentException e) {
            throw unmatched(e, model);
        } catch (OverwrittenOptionException e) {
            throw new UsageException(nameOf(e) + " is given more than once.", helpOf(model));
        } catch (ParameterException e) {
            throw new UsageException(sentence(e.getMessage()), helpOf(model));
        }
    }

    private static ParseResult parse(CommandSpec model, List<String> words) {
        CommandLine line = new CommandLine(model);
        line.setExpandAtFiles(false);
        return line.parseArgs(words.toArray(new String[0]));
    }

    private static UsageException unmatched(UnmatchedArgumentException error, CommandSpec model) {
        String word = error.getUnmatched().getFirst();
        if (!word.startsWith("-")) {
            return new UsageException(
                    "\"velos " + model.name() + "\" does not know what to do with \"" + word + "\".", helpOf(model));
        }
        int equals = word.indexOf('=');
        String option = equals < 0 ? word : word.substring(0, equals);
        List<String> known = new ArrayList<>();
        for (OptionSpec spec : model.options()) {
            known.addAll(List.of(spec.names()));
        }
        String nearest = Nearest.suggestion(option, known);
        String script = model.name().equals("start") ? " Arguments of the script go behind \"--\"." : "";
        return new UsageException(
                "\"velos " + model.name() + "\" has no option " + option + ".",
                nearest.isEmpty() ? helpOf(model) + script : nearest + script);
    }

    private static String nameOf(OverwrittenOptionException error) {
        return error.getOverwritten() instanceof OptionSpec option ? option.longestName() : "An argument";
    }

    private static String helpOf(CommandSpec model) {
        return "\"velos help " + model.name() + "\" shows how it is called.";
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }
}
