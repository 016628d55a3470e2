package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Optional;

/**
 * What is run, and where.
 *
 * @param script absolute path of the file to run, or a bare command name to be found on the PATH
 * @param cwd absolute path of the working directory
 * @param interpreter the program that runs the script; empty means by the script's extension (see
 *     {@link Interpreters}), "none" means that the script is itself the program
 * @param nodeChannel whether it is given a channel of Node ({@code process.send}) without needing one for anything else
 */
public record Program(
        String script,
        List<String> args,
        String cwd,
        Optional<String> interpreter,
        List<String> interpreterArgs,
        Stdin stdin,
        boolean nodeChannel) {
    public Program {
        args = List.copyOf(args);
        interpreterArgs = List.copyOf(interpreterArgs);
        requireUsable("script", script);
        requireUsable("cwd", cwd);
        args.forEach(arg -> requireNoNul("args", arg));
        interpreter.ifPresent(it -> requireUsable("interpreter", it));
        interpreterArgs.forEach(arg -> requireNoNul("interpreter_args", arg));
    }

    /** A script without arguments that its extension says how to run. */
    public static Program of(String script, String cwd) {
        return new Program(script, List.of(), cwd, Optional.empty(), List.of(), Stdin.PIPE, false);
    }

    public Program withScript(String other) {
        return new Program(other, args, cwd, interpreter, interpreterArgs, stdin, nodeChannel);
    }

    public Program withArgs(List<String> other) {
        return new Program(script, other, cwd, interpreter, interpreterArgs, stdin, nodeChannel);
    }

    public Program withCwd(String other) {
        return new Program(script, args, other, interpreter, interpreterArgs, stdin, nodeChannel);
    }

    public Program withInterpreter(Optional<String> other) {
        return new Program(script, args, cwd, other, interpreterArgs, stdin, nodeChannel);
    }

    public Program withInterpreterArgs(List<String> other) {
        return new Program(script, args, cwd, interpreter, other, stdin, nodeChannel);
    }

    public Program withStdin(Stdin other) {
        return new Program(script, args, cwd, interpreter, interpreterArgs, other, nodeChannel);
    }

    public Program withNodeChannel(boolean other) {
        return new Program(script, args, cwd, interpreter, interpreterArgs, stdin, other);
    }

    private static void requireUsable(String key, String value) {
        if (value.isEmpty()) {
            throw Failure.invalidRequest("The " + key + " is empty.", "Name a path.")
                    .asException();
        }
        requireNoNul(key, value);
    }

    static void requireNoNul(String key, String value) {
        if (value.indexOf('\0') >= 0) {
            throw Failure.invalidRequest("The " + key + " contains a NUL character.", "Remove it.")
                    .asException();
        }
    }

    Fields toFields() {
        Fields.Builder fields = Fields.builder()
                .put("script", script)
                .putTexts("args", args)
                .put("cwd", cwd)
                .putOptional("interpreter", interpreter)
                .putTexts("interpreter_args", interpreterArgs)
                .put("stdin", stdin.wire());
        return nodeChannel ? fields.put("node_channel", true).build() : fields.build();
    }

    static Program of(Fields fields) {
        return new Program(
                fields.text("script"),
                fields.texts("args"),
                fields.text("cwd"),
                fields.optionalText("interpreter"),
                fields.texts("interpreter_args"),
                fields.optionalText("stdin").map(Stdin::ofWire).orElse(Stdin.PIPE),
                fields.flag("node_channel", false));
    }
}
