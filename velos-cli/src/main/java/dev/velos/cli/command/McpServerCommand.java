package dev.velos.cli.command;

import dev.velos.config.McpKeys;
import dev.velos.config.Settings;
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
    private static final String MAX_TOKENS = "--max-tokens";

    @Override
    public CommandSpec model() {
        return Model.command(
                        "mcp-server",
                        "[--read-only] [--allow <names>] [--commands <programs>] [--max-tokens <N>]"
                                + " [--port <N> [--host <address>] [--hosts <names>] [--token-file <file>]]"
                                + " [--print-config <client>]",
                        "Serve AI agents by the Model Context Protocol.",
                        "",
                        "Speaks to one client over standard input and output, and ends when the client closes them;",
                        "with --port, to any number of them over HTTP, until it is stopped. What [mcp] in config.toml",
                        "forbids, no option allows.")
                .addOption(Model.flag("Offer only what changes nothing.", "--read-only"))
                .addOption(Model.value("<names>", "Only these processes, or patterns such as web-*: a,b.", "--allow"))
                .addOption(
                        Model.value("<programs>", "Start only these programs: node,python3,/srv/bin/*.", "--commands"))
                .addOption(Model.value("<N>", "Serve over HTTP at this port; 0 for one that is free.", McpHttp.PORT))
                .addOption(Model.value("<address>", "Listen there (default: 127.0.0.1); needs a token.", McpHttp.HOST))
                .addOption(Model.value("<names>", "Other names that clients call this host by: a,b.", McpHttp.HOSTS))
                .addOption(Model.value(
                        "<file>",
                        "Serve only who names the token in this file, or VELOS_MCP_TOKEN.",
                        McpHttp.TOKEN_FILE))
                .addOption(Model.value(
                        "<client>",
                        "Print what to write into the configuration of claude, cursor, codex, gemini or vscode.",
                        PRINT_CONFIG))
                .addOption(Model.value("<N>", "About how long a reply may be, in tokens (default: 2000).", MAX_TOKENS));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        if (!arguments.words().isEmpty()) {
            throw new UsageException(
                    "\"velos mcp-server\" does not know what to do with \""
                            + arguments.words().getFirst() + "\".",
                    "\"velos help mcp-server\" shows how it is called.");
        }
        Settings settings = HomeSettings.of(invocation);
        McpOptions options = options(arguments, settings);
        Optional<McpHttp> http = McpHttp.of(arguments, invocation, settings);
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
            if (http.isPresent() && McpRehearsal.isWanted()) {
                McpRehearsal.ofProperty().carryOut(http.get(), server, invocation.screen());
            } else if (http.isPresent()) {
                http.get().serve(server, invocation.screen());
            } else {
                server.serveStdio();
            }
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
        for (String option : List.of("--allow", "--commands", MAX_TOKENS)) {
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

    /** What the settings of the home forbid, no option allows. */
    private static McpOptions options(Arguments arguments, Settings settings) {
        Access byOptions =
                access(arguments.flag("--read-only"), list("--allow", arguments), list("--commands", arguments));
        Access bySettings = access(
                settings.value(McpKeys.READ_ONLY), settings.value(McpKeys.ALLOW), settings.value(McpKeys.COMMANDS));
        int most = settings.value(McpKeys.MAX_TOKENS);
        return new McpOptions(
                byOptions.and(bySettings),
                arguments.has(MAX_TOKENS) ? Math.min(tokens(arguments), most) : most,
                settings.secretNames());
    }

    private static Access access(boolean readOnly, List<String> allowed, List<String> commands) {
        return new Access(readOnly ? Access.Mode.READ_ONLY : Access.Mode.READ_AND_CHANGE, allowed, commands);
    }

    /** Nothing named where the option is given must not mean everything. */
    static List<String> list(String option, Arguments arguments) {
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
        return number(MAX_TOKENS, arguments, McpKeys.LEAST_TOKENS, McpKeys.MOST_TOKENS);
    }

    /** The whole number that an option gives, within bounds. */
    static int number(String option, Arguments arguments, int least, int most) {
        String text = arguments.text(option).orElseThrow();
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new UsageException(
                option + " " + text + " is not possible.", "Write a number from " + least + " to " + most + ".");
    }
}
