package dev.velos.cli.completion;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a shell has to know of one command. */
public record CommandShape(String name, String summary, List<OptionShape> options, Words words) {
    /** What can stand where no option stands. */
    enum Words {
        NONE,
        PROCESSES,
        SCRIPT,
        ACTIONS,
        CONFIG_ACTIONS,
        COMMANDS,
        SHELLS
    }

    /** An option, by its names with their dashes. */
    record OptionShape(List<String> names, String summary, Value value) {
        String longest() {
            return names.getLast();
        }
    }

    /** What an option takes. */
    enum Value {
        NOTHING,
        FILE,
        FOLDER,
        RESTART_MODE,
        TEXT
    }

    public CommandShape {
        options = List.copyOf(options);
    }

    /** The shape of a command's model. */
    public static CommandShape of(CommandSpec model) {
        List<OptionShape> options = new ArrayList<>();
        for (OptionSpec option : model.options()) {
            options.add(
                    new OptionShape(List.of(option.names()), String.join(" ", option.description()), value(option)));
        }
        Words words = model.positionalParameters().isEmpty()
                ? Words.NONE
                : words(model.positionalParameters().getFirst().paramLabel());
        return new CommandShape(model.name(), model.usageMessage().description()[0], options, words);
    }

    private static Value value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return Value.NOTHING;
        }
        return switch (option.paramLabel()) {
            case "<file>", "<program>" -> Value.FILE;
            case "<folder>" -> Value.FOLDER;
            case "<when>" -> Value.RESTART_MODE;
            default -> Value.TEXT;
        };
    }

    private static Words words(String label) {
        return switch (label) {
            case "<process>" -> Words.PROCESSES;
            case "<script>" -> Words.SCRIPT;
            case "<action>" -> Words.ACTIONS;
            case "<config action>" -> Words.CONFIG_ACTIONS;
            case "<command>" -> Words.COMMANDS;
            case "<shell>" -> Words.SHELLS;
            default -> Words.NONE;
        };
    }

    /** The words that are known beforehand, for {@link Words} of that kind. */
    static String fixed(Words words, List<CommandShape> all) {
        return switch (words) {
            case ACTIONS -> "start restart status stop";
            case CONFIG_ACTIONS -> "apply get list set unset";
            case SHELLS -> "bash zsh fish";
            case COMMANDS -> names(all);
            case NONE, PROCESSES, SCRIPT -> "";
        };
    }

    static String names(List<CommandShape> all) {
        List<String> names = new ArrayList<>();
        for (CommandShape shape : all) {
            names.add(shape.name());
        }
        return String.join(" ", names);
    }
}
