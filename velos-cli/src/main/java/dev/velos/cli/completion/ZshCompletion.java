package dev.velos.cli.completion;

import dev.velos.cli.completion.CommandShape.OptionShape;
import java.util.List;

/** The script for zsh. */
public final class ZshCompletion {
    private ZshCompletion() {}

    /** The whole script. */
    public static String script(List<CommandShape> commands) {
        StringBuilder text = new StringBuilder(4096);
        text.append("#compdef velos\n# Completion of velos for zsh: source <(velos completion zsh)\n");
        text.append("_velos_processes() { local -a names; names=(${(f)\"$(velos completion names 2>/dev/null)\"});"
                + " _describe process names }\n");
        text.append("_velos_scripts() { _alternative 'files:script:_files' 'processes:process:_velos_processes' }\n");
        text.append("_velos() {\n    local -a commands\n    commands=(\n");
        for (CommandShape command : commands) {
            text.append("        ")
                    .append(quoted(command.name() + ":" + command.summary()))
                    .append('\n');
        }
        text.append(
                "    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n        return\n    fi\n");
        text.append("    shift words\n    (( CURRENT-- ))\n    case $words[1] in\n");
        for (CommandShape command : commands) {
            appendCommand(text, command, commands);
        }
        text.append("    esac\n}\n");
        return text.append(
                        "if [[ $zsh_eval_context == *loadautofunc* ]]; then _velos \"$@\"; else compdef _velos velos; fi\n")
                .toString();
    }

    private static void appendCommand(StringBuilder text, CommandShape command, List<CommandShape> all) {
        text.append("        ").append(command.name()).append(") _arguments");
        for (OptionShape option : command.options()) {
            for (String name : option.names()) {
                text.append(" \\\n            ").append(quoted(argument(name, option)));
            }
        }
        String words = switch (command.words()) {
            case NONE -> "";
            case PROCESSES -> "*:process:_velos_processes";
            case SCRIPT -> "*:script:_velos_scripts";
            case ACTIONS, CONFIG_ACTIONS, COMMANDS, SHELLS ->
                "1:word:(" + CommandShape.fixed(command.words(), all) + ")";
        };
        text.append(words.isEmpty() ? "" : " \\\n            " + quoted(words)).append(" ;;\n");
    }

    private static String argument(String name, OptionShape option) {
        String summary = option.summary().replace("[", "(").replace("]", ")").replace(":", ";");
        String repeats = option.longest().equals("--env") ? "*" : "";
        return repeats + name + "[" + summary + "]"
                + switch (option.value()) {
                    case NOTHING -> "";
                    case FILE -> ":file:_files";
                    case FOLDER -> ":folder:_files -/";
                    case RESTART_MODE -> ":when:(always on-failure never)";
                    case TEXT -> ":value:";
                };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
