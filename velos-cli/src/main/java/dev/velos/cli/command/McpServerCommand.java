package dev.velos.cli.command;

import dev.velos.mcp.ClientConfig;
import dev.velos.mcp.McpOptions;
import dev.velos.mcp.McpServer;
import dev.velos.mcp.guard.Access;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos mcp-server}: lets AI agents look after processes. Loads a module of its own. */
final class McpServerCommand implements Command {
    private static final String PRINT_CONFIG = "--print-config";
    private static final int LEAST_TOKENS = 100;
    private static final int MOST_TOKENS = 20_000;

    @Override
    public CommandSpec model() {
        return Model.command(
                        "mcp-server",
                        "[--read-only] [--allow <names>] [--commands <programs>] [--max-tokens <N>] [--print-config <client>]",
                        "Serve AI agents by the Model Context Protocol.",
                        "",
                        "Speaks to one client over standard input and output, and ends when the client closes them.")
                .addOption(Model.flag("Offer only what changes nothing.", "--read-only"))
                .addOption(Model.value("<names>", "Only these processes, or patterns such as web-*: a,b.", "--allow"))
                .addOption(
                        Model.value("<programs>", "Start only these programs: node,python3,/srv/bin/*.", "--commands"))
                .addOption(Model.value(
                        "<client>",
                        "Print what to write into the configuration of claude, cursor, codex, gemini or vscode.",
                        PRINT_CONFIG))
                .addOption(Model.value(
                        "<N>", "About how long a reply may be, in tokens (default: 2000).", "--max-tokens"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        if (!arguments.words().isEmpty()) {
            throw new UsageException(
                    "\"velos mcp-server\" does not know what to do with \""
                            + arguments.words().getFirst() + "\".",
                    "\"velos help mcp-server\" shows how it is called.");
        }
        McpOptions options = options(arguments, invocation);
        if (arguments.has(PRINT_CONFIG)) {
            printConfig(arguments, invocation);
            return ExitCode.DONE;
        }
        McpServer server = McpServer.of(
                options,
                invocation.launcher(),
                CallerEnvironment.inherited(invocation.environment()),
                invocation.cwd());
        try {
            server.serveStdio();
            return ExitCode.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    /** With the options that stand beside it, so that the client starts the server by them. */
    private static void printConfig(Arguments arguments, Invocation invocation) {
        String client = arguments.text(PRINT_CONFIG).orElseThrow();
        List<String> words = new ArrayList<>(List.of("mcp-server"));
        if (arguments.flag("--read-only")) {
            words.add("--read-only");
        }
        for (String option : List.of("--allow", "--commands", "--max-tokens")) {
            arguments.text(option).ifPresent(value -> words.addAll(List.of(option, value)));
        }
        String home = invocation.environment().getOrDefault("VELOS_HOME", "");
        ClientConfig config = ClientConfig.of(
                        client,
                        invocation.launcher().program().map(Path::toString).orElse("velos"),
                        words,
                        home.isEmpty() ? Map.of() : Map.of("VELOS_HOME", home))
                .orElseThrow(() -> new UsageException(
                        PRINT_CONFIG + " " + client + ": the form of that client is not known.",
                        Nearest.suggestion(
                                client,
                                ClientConfig.CLIENTS,
                                "Write one of " + String.join(", ", ClientConfig.CLIENTS) + ".")));
        invocation.screen().out().line(config.text());
        invocation.screen().err().line("velos: This goes into " + config.place() + ".");
    }

    private static McpOptions options(Arguments arguments, Invocation invocation) {
        Access access = new Access(
                arguments.flag("--read-only") ? Access.Mode.READ_ONLY : Access.Mode.READ_AND_CHANGE,
                list("--allow", arguments),
                list("--commands", arguments));
        return new McpOptions(
                access, tokens(arguments), HomeSettings.secrets(invocation).masked());
    }

    /** Nothing named where the option is given must not mean everything. */
    private static List<String> list(String option, Arguments arguments) {
        Optional<String> text = arguments.text(option);
        List<String> names = new ArrayList<>();
        for (String name : text.orElse("").split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        if (text.isPresent() && names.isEmpty()) {
            throw new UsageException(option + " names nothing.", "Write names with commas between them: a,b.");
        }
        return names;
    }

    private static int tokens(Arguments arguments) {
        String text = arguments.text("--max-tokens").orElse(Integer.toString(McpOptions.DEFAULT_TOKENS));
        try {
            int tokens = Integer.parseInt(text);
            if (tokens >= LEAST_TOKENS && tokens <= MOST_TOKENS) {
                return tokens;
            }
        } catch (NumberFormatException e) {
            // the same complaint as for a number out of bounds
            throw wrongTokens(text);
        }
        throw wrongTokens(text);
    }

    private static UsageException wrongTokens(String text) {
        return new UsageException(
                "--max-tokens " + text + " is not possible.",
                "Write a number from " + LEAST_TOKENS + " to " + MOST_TOKENS + ".");
    }
}
