package dev.velos.cli.command;

import java.util.List;
import java.util.Optional;

/** The commands by name. Only the class of the command that is asked for is loaded. */
public final class CommandTable {
    /** In the order of the help. */
    public static final List<String> NAMES = List.of(
            "start",
            "stop",
            "restart",
            "reload",
            "scale",
            "delete",
            "reset",
            "signal",
            "send",
            "validate",
            "init",
            "import",
            "list",
            "info",
            "why",
            "env",
            "run",
            "wait",
            "logs",
            "flush",
            "events",
            "ping",
            "mcp-server",
            "cleanup",
            "kill",
            "daemon",
            "save",
            "resurrect",
            "startup",
            "unstartup",
            "config",
            "completion",
            "version",
            "help");

    private static final List<String> ALIASES = List.of("ls", "ps");

    private CommandTable() {}

    /** The command of that name or alias. */
    public static Optional<Command> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "start" -> new StartCommand();
                    case "stop" -> new StopCommand();
                    case "restart" -> new RestartCommand();
                    case "reload" -> new ReloadCommand();
                    case "scale" -> new ScaleCommand();
                    case "delete" -> new DeleteCommand();
                    case "reset" -> new ResetCommand();
                    case "signal" -> new SignalCommand();
                    case "send" -> new SendCommand();
                    case "init" -> new InitCommand();
                    case "import" -> new ImportCommand();
                    case "validate" -> new ValidateCommand();
                    case "list", "ls", "ps" -> new ListCommand();
                    case "info" -> new InfoCommand();
                    case "why" -> new WhyCommand();
                    case "env" -> new EnvCommand();
                    case "run" -> new RunCommand();
                    case "wait" -> new WaitCommand();
                    case "logs" -> new LogsCommand();
                    case "flush" -> new FlushCommand();
                    case "events" -> new EventsCommand();
                    case "ping" -> new PingCommand();
                    case "cleanup" -> new CleanupCommand();
                    case "mcp-server" -> new McpServerCommand();
                    case "kill" -> new KillCommand();
                    case "daemon" -> new DaemonCommand();
                    case "save" -> new SaveCommand();
                    case "resurrect" -> new ResurrectCommand();
                    case "startup" -> new StartupCommand();
                    case "unstartup" -> new UnstartupCommand();
                    case "config" -> new ConfigCommand();
                    case "watch-errors" -> new WatchErrorsCommand();
                    case "completion" -> new CompletionCommand();
                    case "version", "--version", "-V" -> new VersionCommand();
                    case "help", "--help", "-h" -> new HelpCommand();
                    default -> null;
                });
    }

    /** As {@link #find}, with a usage error that suggests the nearest command. */
    public static Command require(String name) {
        return find(name).orElseThrow(() -> {
            List<String> known = new java.util.ArrayList<>(NAMES);
            known.addAll(ALIASES);
            String nearest = Nearest.suggestion(name, known);
            return new UsageException(
                    "There is no command \"" + name + "\".",
                    nearest.isEmpty() ? "\"velos help\" lists them." : nearest);
        });
    }
}
