package dev.velos.cli.command;

import dev.velos.cli.output.Answer;
import dev.velos.cli.output.Screen;
import dev.velos.cli.output.Style;
import dev.velos.core.protocol.Fields;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code velos help}: all commands, or one. */
public final class HelpCommand implements Command {
    private static final int NAME_COLUMN = 14;

    /** What of the environment every command heeds. */
    enum Variable {
        VELOS_HOME("where the daemon keeps its files (default ~/.velos)"),
        VELOS_OUTPUT("ai or machine: every command prints as with --ai or --machine"),
        NO_COLOR("any value: no colours");

        private final String meaning;

        Variable(String meaning) {
            this.meaning = meaning;
        }

        String meaning() {
            return meaning;
        }
    }

    @Override
    public CommandSpec model() {
        return Model.command("help", "[<command>]", "Show all commands, or how one is called.")
                .addPositional(Model.words("<command>", "The command to explain."));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            printAll(invocation.screen());
        } else {
            printOne(CommandTable.require(words.getFirst()), invocation.screen());
        }
        return ExitCode.DONE;
    }

    /** The help of one command. */
    public static void printOne(Command command, Screen screen) {
        CommandSpec model = Model.withCommon(command.explained());
        Answer.of(() -> facts(model)).print(screen, () -> {
            CommandLine line = new CommandLine(model);
            screen.terminal().width().ifPresent(width -> line.setUsageHelpWidth(Math.max(55, width)));
            screen.out().print(line.getUsageMessage(screen.terminal().colours() ? Ansi.ON : Ansi.OFF));
        });
    }

    private static Fields facts(CommandSpec model) {
        Fields.Builder options = Fields.builder();
        for (OptionSpec option : model.options()) {
            String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            options.put(String.join(", ", option.names()) + label, String.join(" ", option.description()));
        }
        return Fields.builder()
                .put("usage", String.join(" ", model.usageMessage().customSynopsis()))
                .put("about", String.join("\n", model.usageMessage().description()))
                .put("options", options.build())
                .build();
    }

    /** The whole tree, and what the exit codes mean. */
    static void printAll(Screen screen) {
        Answer.of(HelpCommand::allFacts).print(screen, () -> printAllLines(screen));
    }

    private static Fields allFacts() {
        Fields.Builder commands = Fields.builder();
        for (String name : CommandTable.NAMES) {
            commands.put(name, CommandTable.require(name).model().usageMessage().description()[0]);
        }
        Fields.Builder codes = Fields.builder();
        for (ExitCode code : ExitCode.values()) {
            codes.put(Integer.toString(code.number()), code.meaning());
        }
        return Fields.builder()
                .put("commands", commands.build())
                .put("exit_codes", codes.build())
                .build();
    }

    private static void printAllLines(Screen screen) {
        screen.out().line("Velos keeps programs running.\n");
        screen.out().line("Usage: velos <command> [options]\n\nCommands:");
        for (String name : CommandTable.NAMES) {
            CommandSpec model = CommandTable.require(name).model();
            String names = model.aliases().length == 0 ? name : name + ", " + String.join(", ", model.aliases());
            screen.out()
                    .line("  " + screen.paint(Style.BOLD, names)
                            + " ".repeat(Math.max(1, NAME_COLUMN - names.length()))
                            + model.usageMessage().description()[0]);
        }
        screen.out().line("\n\"velos help <command>\" shows the options of one.\n\nExit codes:");
        for (ExitCode code : ExitCode.values()) {
            screen.out().line("  " + code.number() + "  " + code.meaning());
        }
        screen.out().line("\nEnvironment:");
        for (Variable variable : Variable.values()) {
            screen.out()
                    .line("  " + variable
                            + " ".repeat(NAME_COLUMN - variable.name().length()) + variable.meaning());
        }
    }
}
