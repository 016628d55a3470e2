package dev.velos.cli.completion;

import dev.velos.cli.completion.CommandShape.OptionShape;
import dev.velos.cli.completion.CommandShape.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The script for bash 3.2 and later; it needs no bash-completion package. */
public final class BashCompletion {
    private BashCompletion() {}

    /** The whole script. */
    public static String script(List<CommandShape> commands) {
        StringBuilder text = new StringBuilder(4096);
        text.append("""
                # Completion of velos for bash: source <(velos completion bash)
                _velos() {
                    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words='' files=''
                    COMPREPLY=()
                    if [ "$COMP_CWORD" -eq 1 ]; then
                        COMPREPLY=($(compgen -W "%s" -- "$current"))
                        return
                    fi
                    case $previous in
                """.formatted(CommandShape.names(commands)));
        appendValues(text, commands);
        text.append("    esac\n    case ${COMP_WORDS[1]} in\n");
        for (CommandShape command : commands) {
            appendCommand(text, command, commands);
        }
        return text.append("""
                            esac
                            COMPREPLY=($(compgen -W "$words" -- "$current"))
                            if [ -n "$files" ]; then
                                compopt -o filenames 2>/dev/null
                                COMPREPLY+=($(compgen -f -- "$current"))
                            fi
                        }
                        complete -F _velos velos
                        """).toString();
    }

    private static void appendValues(StringBuilder text, List<CommandShape> commands) {
        for (Value value : Value.values()) {
            TreeSet<String> names = new TreeSet<>();
            for (CommandShape command : commands) {
                for (OptionShape option : command.options()) {
                    if (option.value() == value) {
                        names.addAll(option.names());
                    }
                }
            }
            if (!names.isEmpty()) {
                text.append(valueCase(value, String.join(" | ", names)));
            }
        }
    }

    private static String valueCase(Value value, String names) {
        return switch (value) {
            case NOTHING -> "";
            case FILE ->
                "        " + names + ") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$current\"));"
                        + " return ;;\n";
            case FOLDER ->
                "        " + names + ") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- \"$current\"));"
                        + " return ;;\n";
            case RESTART_MODE ->
                "        " + names + ") COMPREPLY=($(compgen -W \"always on-failure never\" -- \"$current\"));"
                        + " return ;;\n";
            case TEXT -> "        " + names + ") return ;;\n";
        };
    }

    private static void appendCommand(StringBuilder text, CommandShape command, List<CommandShape> all) {
        List<String> options = new ArrayList<>();
        for (OptionShape option : command.options()) {
            options.add(option.longest());
        }
        String words = switch (command.words()) {
            case PROCESSES -> "$(velos completion names 2>/dev/null)";
            case SCRIPT -> "$(velos completion names 2>/dev/null)\" files=\"yes";
            case NONE, ACTIONS, CONFIG_ACTIONS, COMMANDS, SHELLS -> CommandShape.fixed(command.words(), all);
        };
        text.append("        ").append(command.name()).append(")\n            case $current in\n");
        text.append("                -*) words=\"")
                .append(String.join(" ", options))
                .append("\" ;;\n");
        text.append("                *) words=\"").append(words).append("\" ;;\n            esac ;;\n");
    }
}
