package dev.velos.cli.command;

import dev.velos.cli.output.Answer;
import dev.velos.cli.output.DisplayWidth;
import dev.velos.cli.output.Screen;
import dev.velos.cli.output.Secrets;
import dev.velos.core.failure.Failure;
import dev.velos.core.process.Environment;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos env}: the environment of a process. */
final class EnvCommand implements Command {
    static final String SHOW_SECRETS = "--show-secrets";

    @Override
    public CommandSpec model() {
        return Model.command(
                        "env",
                        "<process> [--show-secrets] [--json]",
                        "Show the environment of a process.",
                        "",
                        "Values of variables named *_KEY, *_TOKEN, *PASSWORD* or *SECRET* are shown as ***, or those"
                                + " that the setting secrets names (velos help config).")
                .addPositional(Model.targets())
                .addOption(Model.flag("Show secret values too.", SHOW_SECRETS))
                .addOption(Model.json("the variables"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        String target = target(arguments);
        List<Fields> processes = invocation.ask(client -> client.infoWithInherited(List.of(target)));
        if (processes.isEmpty()) {
            throw Failure.notFound("There is no process yet.", "\"velos start <script>\" starts one.")
                    .asException();
        }
        Environment environment =
                ProcessSpec.of(processes.getFirst().fields("spec")).environment();
        print(environment, secretsOf(arguments, invocation), invocation.screen());
        return ExitCode.DONE;
    }

    private static String target(Arguments arguments) {
        List<String> words = Targets.required(arguments, "env");
        if (words.size() > 1) {
            throw new UsageException("\"velos env\" shows one process.", "Name one of them.");
        }
        return words.getFirst();
    }

    static Secrets secretsOf(Arguments arguments, Invocation invocation) {
        return arguments.flag(SHOW_SECRETS) ? Secrets.SHOWN : HomeSettings.secrets(invocation);
    }

    private static void print(Environment environment, Secrets secrets, Screen screen) {
        Fields set = secrets.of(new TreeMap<>(environment.own()));
        Fields inherited = secrets.of(new TreeMap<>(environment.inherited()));
        Answer.of(() -> Fields.builder()
                        .put("set", set)
                        .put("inherited", inherited)
                        .build())
                .briefly(() -> Fields.builder()
                        .put("env", set)
                        .put("inherited", inherited)
                        .build())
                .print(screen, () -> printLines(environment, secrets, screen));
    }

    private static void printLines(Environment environment, Secrets secrets, Screen screen) {
        for (Map.Entry<String, String> variable : new TreeMap<>(environment.all()).entrySet()) {
            String value = secrets.of(variable.getKey(), variable.getValue());
            screen.out().line(variable.getKey() + "=" + DisplayWidth.oneLine(value));
        }
    }
}
