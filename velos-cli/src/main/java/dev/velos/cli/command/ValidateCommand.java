package dev.velos.cli.command;

import dev.velos.cli.output.AiKey;
import dev.velos.cli.output.Answer;
import dev.velos.cli.output.Screen;
import dev.velos.config.ConfigLoader;
import dev.velos.config.ConfigProblem;
import dev.velos.config.ConfigResult;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos validate}: tells all that is wrong with a velos.toml, and starts nothing. */
final class ValidateCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                        "validate",
                        "[--config <file>] [--env <profile>] [--json]",
                        "Tell all that is wrong with a velos.toml; start nothing.")
                .addOption(Model.value("<file>", "The file (default: velos.toml here).", "-c", "--config"))
                .addOption(Model.value("<profile>", "The profile whose variables count.", "-e", "--env"))
                .addOption(Model.json("the problems"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        Path file = invocation.cwd().resolve(arguments.text("--config").orElse(ConfigSpecs.FILE));
        ConfigResult result =
                ConfigLoader.load(file, CallerEnvironment.inherited(invocation.environment()), arguments.text("--env"));
        return switch (result) {
            case ConfigResult.Loaded(List<ProcessSpec> specs) -> valid(file, specs, invocation.screen());
            case ConfigResult.Invalid(List<ConfigProblem> problems) -> invalid(problems, invocation.screen());
        };
    }

    private static ExitCode valid(Path file, List<ProcessSpec> specs, Screen screen) {
        List<String> names = new ArrayList<>();
        specs.forEach(spec -> names.add(spec.name().value()));
        Answer.list(AiKey.PROBLEMS, List::of)
                .briefly(() -> Fields.builder()
                        .put("valid", true)
                        .putTexts("processes", names)
                        .build())
                .print(
                        screen,
                        () -> screen.out()
                                .line(screen.doneMark() + " " + file + " is valid: " + String.join(", ", names)));
        return ExitCode.DONE;
    }

    private static ExitCode invalid(List<ConfigProblem> problems, Screen screen) {
        Answer.list(
                        AiKey.PROBLEMS,
                        () -> problems.stream().map(ValidateCommand::fields).toList(),
                        () -> problems.stream().map(ValidateCommand::brief).toList())
                .print(screen, () -> problems.forEach(problem -> screen.err().line(problem.text())));
        return ExitCode.FAILED;
    }

    private static Fields brief(ConfigProblem problem) {
        return Fields.builder()
                .put("at", problem.line() + ":" + problem.column())
                .put("message", problem.message())
                .put("remedy", problem.remedy())
                .build();
    }

    static Fields fields(ConfigProblem problem) {
        return Fields.builder()
                .put("file", problem.file().toString())
                .put("line", problem.line())
                .put("column", problem.column())
                .put("message", problem.message())
                .put("remedy", problem.remedy())
                .build();
    }
}
