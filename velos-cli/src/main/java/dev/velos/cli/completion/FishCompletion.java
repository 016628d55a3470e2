package dev.velos.cli.completion;

import dev.velos.cli.completion.CommandShape.OptionShape;
import dev.velos.cli.completion.CommandShape.Words;
import java.util.List;

/** The script for fish. */
public final class FishCompletion {
    private static final String PROCESSES = "(velos completion names 2>/dev/null)";

    private FishCompletion() {}

    /** The whole script. */
    public static String script(List<CommandShape> commands) {
        StringBuilder text = new StringBuilder(4096);
        text.append("# Completion of velos for fish: velos completion fish | source\ncomplete -c velos -f\n");
        for (CommandShape command : commands) {
            text.append("complete -c velos -n __fish_use_subcommand -a ")
                    .append(command.name())
                    .append(" -d ")
                    .append(quoted(command.summary()))
                    .append('\n');
        }
        for (CommandShape command : commands) {
            appendCommand(text, command, commands);
        }
        return text.toString();
    }

    private static void appendCommand(StringBuilder text, CommandShape command, List<CommandShape> all) {
        String start = "complete -c velos -n '__fish_seen_subcommand_from " + command.name() + "'";
        for (OptionShape option : command.options()) {
            text.append(start).append(names(option)).append(value(option)).append(" -d ");
            text.append(quoted(option.summary())).append('\n');
        }
        String words = switch (command.words()) {
            case NONE -> "";
            case PROCESSES, SCRIPT -> PROCESSES;
            case ACTIONS, CONFIG_ACTIONS, COMMANDS, SHELLS -> CommandShape.fixed(command.words(), all);
        };
        if (!words.isEmpty()) {
            String files = command.words() == Words.SCRIPT ? " -F" : "";
            text.append(start)
                    .append(files)
                    .append(" -a ")
                    .append(quoted(words))
                    .append('\n');
        }
    }

    private static String names(OptionShape option) {
        StringBuilder text = new StringBuilder();
        for (String name : option.names()) {
            text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        return text.toString();
    }

    private static String value(OptionShape option) {
        return switch (option.value()) {
            case NOTHING -> "";
            case FILE -> " -r -F";
            case FOLDER -> " -x -a '(__fish_complete_directories)'";
            case RESTART_MODE -> " -x -a 'always on-failure never'";
            case TEXT -> " -x";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
