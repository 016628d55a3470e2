package dev.velos.cli.command;

import dev.velos.client.VelosClient;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.StartArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos start}: starts a script, what a velos.toml describes, or a stopped process again. */
final class StartCommand implements Command {
    private static final List<String> SCRIPT_OPTIONS = List.of(
            "--name",
            "--cwd",
            "--interpreter",
            "--restart",
            "--max-memory",
            "--kill-timeout",
            "--instances",
            "--listen",
            "--balance",
            "--wait-ready",
            "--ready-timeout",
            "--shutdown-message",
            "--watch",
            "--watch-path",
            "--watch-ignore",
            "--watch-delay",
            "--schedule",
            "--cron-restart",
            "--timezone",
            "--max-age",
            "--set");
    private static final List<String> FILE_OPTIONS = List.of("--only", "--prune", "--dry-run");

    @Override
    public CommandSpec model() {
        return Model.command(
                        "start",
                        "<script> [options] [-- <argument>...]",
                        "Start a script, or a stopped process again.",
                        "",
                        "Returns when it is up, or tells why it is not. Without a script, velos.toml of this folder"
                                + " is used where there is one: what is new in it starts, what has changed starts"
                                + " anew, the rest is left alone.")
                .addPositional(Model.words("<script>", "A file, a program on the PATH, or a process in the list."))
                .addOption(Model.value("<name>", "What to call it (default: the script's name).", "-n", "--name"))
                .addOption(Model.value("<folder>", "Where it runs (default: here).", "--cwd"))
                .addOption(Model.value(
                        "<program>",
                        "What runs the script (default: by its extension); \"none\" runs the file itself.",
                        "--interpreter"))
                .addOption(Model.value(
                        "<number>", "How many of it run; \"max\" for one on each processor.", "-i", "--instances"))
                .addOption(Model.values(
                        "<address>",
                        "A socket to open and hand to every instance: 3000, 127.0.0.1:3000 or unix:api.sock; may be"
                                + " repeated.",
                        "--listen"))
                .addOption(Model.value(
                        "<method>",
                        "With --listen: Velos accepts the connections and carries them to the instances, which open a"
                                + " port of their own, PORT: round-robin or least-connections.",
                        "--balance"))
                .addOption(Model.values(
                        "<KEY=VALUE>",
                        "Set a variable; may be repeated. With velos.toml: the name of a profile in it.",
                        "-e",
                        "--env"))
                .addOption(Model.value(
                        "<when>", "Restart it when it ends: always (default), on-failure or never.", "--restart"))
                .addOption(Model.value(
                        "<time>", "From SIGTERM to SIGKILL when it is stopped (default: 5s).", "--kill-timeout"))
                .addOption(Model.flag("It is up when it says so by process.send('ready') of Node.", "--wait-ready"))
                .addOption(Model.value("<time>", "In which it has to be ready (default: 30s).", "--ready-timeout"))
                .addOption(Model.flag(
                        "Stop it by the message \"shutdown\" to Node, before the signal.", "--shutdown-message"))
                .addOption(Model.flag("Restart it when a file in its folder changes.", "--watch"))
                .addOption(Model.values(
                        "<path>",
                        "With --watch: look at this folder or file instead; may be repeated.",
                        "--watch-path"))
                .addOption(Model.values(
                        "<pattern>",
                        "With --watch: files that do not count, as in a .gitignore; may be repeated.",
                        "--watch-ignore"))
                .addOption(Model.value(
                        "<time>", "With --watch: how long nothing has to change (default: 200ms).", "--watch-delay"))
                .addOption(Model.value(
                        "<cron line>", "Run it then, as a job that ends by itself: \"0 4 * * *\".", "--schedule"))
                .addOption(Model.value("<cron line>", "Restart it then.", "--cron-restart"))
                .addOption(Model.value("<zone>", "The time zone of both (default: this machine's).", "--timezone"))
                .addOption(Model.value("<time>", "Restart it when it has lived for so long.", "--max-age"))
                .addOption(Model.value(
                        "<size>", "Restart it when it and its children take more memory: 300M, 2G.", "--max-memory"))
                .addOption(Model.values(
                        "<key=value>", "Any key of velos.toml, such as log.max_size=10M; may be repeated.", "--set"))
                .addOption(Model.value("<file>", "Start all that this velos.toml describes.", "-c", "--config"))
                .addOption(Model.value("<names>", "Of velos.toml, only these processes: a,b.", "--only"))
                .addOption(Model.flag("Also remove what came from this velos.toml and is no longer in it.", "--prune"))
                .addOption(Model.flag("Only tell what velos.toml would change.", "--dry-run"))
                .addOption(Model.flag("Do not wait until it is up.", "--no-wait"))
                .addOption(Model.json("what became of each process"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        Optional<Path> config = config(arguments, invocation);
        if (config.isPresent()) {
            refuseScriptOptions(arguments);
            return new ConfigApply(arguments, invocation).run(config.get(), profile(arguments));
        }
        refuseFileOptions(arguments);
        List<String> words = arguments.wordsBeforeDashes();
        if (words.isEmpty()) {
            throw new UsageException(
                    "\"velos start\" needs a script, and there is no velos.toml here.",
                    "Write velos start <script>, or velos start --config <file>.");
        }
        if (words.size() > 1) {
            throw new UsageException(
                    "\"velos start\" starts one script, so \"" + words.get(1) + "\" is one word too many.",
                    "Arguments of the script go behind \"--\".");
        }
        return startOrResume(words.getFirst(), arguments, invocation);
    }

    private static Optional<Path> config(Arguments arguments, Invocation invocation) {
        Optional<Path> chosen = arguments.text("--config").map(invocation.cwd()::resolve);
        if (chosen.isEmpty() && arguments.wordsBeforeDashes().isEmpty()) {
            return Optional.of(invocation.cwd().resolve(ConfigSpecs.FILE)).filter(Files::isRegularFile);
        }
        return chosen;
    }

    private static Optional<String> profile(Arguments arguments) {
        List<String> profiles = arguments.texts("--env");
        for (String word : profiles) {
            if (word.indexOf('=') >= 0) {
                throw new UsageException(
                        "--env " + word + " sets a variable, which cannot be combined with velos.toml.",
                        "Write it into the file. --env <profile> chooses one of its profiles.");
            }
        }
        if (profiles.size() > 1) {
            throw new UsageException("--env names more than one profile.", "Choose one.");
        }
        return profiles.stream().findFirst();
    }

    private static void refuseFileOptions(Arguments arguments) {
        for (String option : FILE_OPTIONS) {
            if (arguments.has(option)) {
                throw new UsageException(
                        option + " is for what a velos.toml describes, and none is used here.",
                        "Leave it out, or name the file with --config.");
            }
        }
    }

    private static void refuseScriptOptions(Arguments arguments) {
        for (String option : SCRIPT_OPTIONS) {
            if (arguments.has(option)) {
                throw new UsageException(option + " cannot be combined with velos.toml.", "Write it into the file.");
            }
        }
        if (!arguments.words().isEmpty()) {
            throw new UsageException(
                    "\"velos start --config\" starts all that the file describes, so \""
                            + arguments.words().getFirst() + "\" is one word too many.",
                    "Leave it out.");
        }
    }

    private static ExitCode startOrResume(String script, Arguments arguments, Invocation invocation) {
        ProcessSpec spec = ScriptSpec.of(script, arguments, invocation);
        if (ScriptSpec.isFile(script, invocation.cwd())) {
            return start(List.of(spec), arguments, invocation);
        }
        List<ProcessSnapshot> meant = Selection.matching(script, invocation.ask(VelosClient::list));
        return meant.isEmpty() ? start(List.of(spec), arguments, invocation) : resume(meant, arguments, invocation);
    }

    private static ExitCode start(List<ProcessSpec> specs, Arguments arguments, Invocation invocation) {
        long began = System.nanoTime();
        List<String> names = new ArrayList<>(specs.size());
        for (ProcessSpec spec : specs) {
            names.add(spec.name().value());
        }
        Awaited.tell(specs, arguments, invocation.screen());
        StartArguments wanted = new StartArguments(specs, RestartCommand.awaitOf(arguments));
        List<ActionResult> results = invocation.act(names, client -> client.start(wanted));
        return new ActionReport(invocation.screen(), ActionReport.Wanted.UP)
                .print(results, ActionReport.millisSince(began));
    }

    /** Starts those again that do not run; the others are left alone, and said to run. */
    private static ExitCode resume(List<ProcessSnapshot> meant, Arguments arguments, Invocation invocation) {
        long began = System.nanoTime();
        List<ActionResult> running = new ArrayList<>();
        List<String> stopped = new ArrayList<>();
        for (ProcessSnapshot process : meant) {
            if (process.status().isAlive()) {
                running.add(ActionResult.done(process));
            } else {
                stopped.add(Long.toString(process.id()));
            }
        }
        List<ActionResult> started = stopped.isEmpty()
                ? List.of()
                : invocation.act(stopped, client -> client.restart(stopped, RestartCommand.awaitOf(arguments)));
        return new ActionReport(invocation.screen(), ActionReport.Wanted.UP)
                .print(running, started, ActionReport.millisSince(began));
    }
}
