package dev.velos.cli.command;

import dev.velos.cli.completion.BashCompletion;
import dev.velos.cli.completion.CommandShape;
import dev.velos.cli.completion.FishCompletion;
import dev.velos.cli.completion.ZshCompletion;
import dev.velos.client.VelosClient;
import dev.velos.core.process.ProcessSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos completion}: the script by which a shell completes velos's words. */
final class CompletionCommand implements Command {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Override
    public CommandSpec model() {
        return Model.command(
                        "completion",
                        "bash|zsh|fish",
                        "Print the completion script of a shell.",
                        "",
                        "  bash   source <(velos completion bash)       in ~/.bashrc",
                        "  zsh    source <(velos completion zsh)        in ~/.zshrc, behind compinit",
                        "  fish   velos completion fish | source        in config.fish")
                .addPositional(Model.words("<shell>", "bash, zsh or fish."));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> words = arguments.words();
        if (words.size() != 1) {
            throw new UsageException("\"velos completion\" takes the name of a shell.", "Write bash, zsh or fish.");
        }
        invocation
                .screen()
                .out()
                .print(
                        switch (words.getFirst()) {
                            case "bash" -> BashCompletion.script(shapes());
                            case "zsh" -> ZshCompletion.script(shapes());
                            case "fish" -> FishCompletion.script(shapes());
                            case "names" -> names(invocation);
                            default ->
                                throw new UsageException(
                                        "There is no completion for \"" + words.getFirst() + "\".",
                                        Nearest.suggestion(words.getFirst(), SHELLS, "Write bash, zsh or fish."));
                        });
        return ExitCode.DONE;
    }

    private static List<CommandShape> shapes() {
        List<CommandShape> shapes = new ArrayList<>();
        for (String name : CommandTable.NAMES) {
            shapes.add(
                    CommandShape.of(Model.withCommon(CommandTable.require(name).model())));
        }
        return shapes;
    }

    /** The words that stand for processes now, one on a line, for the scripts. A key press starts no daemon. */
    private static String names(Invocation invocation) {
        Optional<VelosClient> running = VelosClient.connect(invocation.home());
        if (running.isEmpty()) {
            return "";
        }
        try (VelosClient client = running.get()) {
            TreeSet<String> names = new TreeSet<>(List.of(Targets.ALL));
            for (ProcessSnapshot process : client.list()) {
                names.add(process.name());
            }
            return String.join("\n", names) + "\n";
        }
    }
}
