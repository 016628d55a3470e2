package dev.velos.cli;

import dev.velos.cli.command.Arguments;
import dev.velos.cli.command.CallerEnvironment;
import dev.velos.cli.command.ChosenMode;
import dev.velos.cli.command.Command;
import dev.velos.cli.command.CommandParser;
import dev.velos.cli.command.CommandTable;
import dev.velos.cli.command.ExitCode;
import dev.velos.cli.command.HelpCommand;
import dev.velos.cli.command.Invocation;
import dev.velos.cli.command.PassedOn;
import dev.velos.cli.command.UsageException;
import dev.velos.cli.output.Complaint;
import dev.velos.cli.output.PipeClosed;
import dev.velos.cli.output.Screen;
import dev.velos.client.DaemonLauncher;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.home.VelosHome;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The program behind {@code velos}. */
public final class Velos {
    private Velos() {}

    /** Runs one command and ends with its {@link ExitCode}, or with that of the program that it ran. */
    public static void main(String[] words) {
        Map<String, String> environment = CallerEnvironment.restored(System.getenv());
        Screen screen = Screen.ofSystem(environment);
        int code = exitCode(List.of(words), environment, screen);
        if (code != ExitCode.DONE.number()) {
            // System.exit looks for a logger to tell of it, in thirty classes.
            Runtime.getRuntime().halt(code);
        }
    }

    private static int exitCode(List<String> words, Map<String, String> environment, Screen screen) {
        try {
            return run(words, environment, screen).number();
        } catch (PassedOn e) {
            return e.number();
        }
    }

    /** Runs a command in the folder that this program was started in; no failure of any kind gets past it, only {@link PassedOn}. */
    static ExitCode run(List<String> words, Map<String, String> environment, Screen screen) {
        Screen chosen = screen.in(ChosenMode.of(words, environment));
        try {
            Path cwd = Path.of(System.getProperty("user.dir"));
            DaemonLauncher launcher = DaemonLauncher.ofSystem(VelosHome.ofEnvironment(environment));
            return run(words, new Invocation(environment, cwd, launcher, screen));
        } catch (InvalidPathException e) {
            return badPath(e, chosen);
        } catch (PassedOn e) {
            throw e;
        } catch (RuntimeException | Error e) {
            return fault(e, environment, chosen);
        }
    }

    /** Runs a command as it was written, and prints what went wrong: the one place where failures become words. */
    static ExitCode run(List<String> words, Invocation plain) {
        Invocation invocation = plain.in(ChosenMode.of(words, plain.environment()));
        Screen screen = invocation.screen();
        try {
            ChosenMode.requireOne(words, invocation.environment());
            ExitCode code = dispatch(words, invocation);
            screen.flush();
            return code;
        } catch (PipeClosed e) {
            return ExitCode.DONE;
        } catch (UsageException e) {
            return complain(screen, new Complaint("usage", e.getMessage(), e.remedy()), ExitCode.USAGE);
        } catch (VelosException e) {
            return complain(screen, Complaint.of(e.failure()), ExitCode.of(e.failure()));
        } catch (InvalidPathException e) {
            return badPath(e, screen);
        }
    }

    private static ExitCode badPath(InvalidPathException problem, Screen screen) {
        Failure failure = Failure.invalidRequest(
                "\"" + problem.getInput() + "\" is no path that can be used here: " + problem.getReason() + ".",
                "Use paths that are UTF-8 text, and a UTF-8 locale such as LC_ALL=C.UTF-8.");
        return complain(screen, Complaint.of(failure), ExitCode.FAILED);
    }

    private static ExitCode dispatch(List<String> words, Invocation invocation) {
        Command command = CommandTable.require(words.isEmpty() ? "help" : words.getFirst());
        Arguments arguments =
                words.size() <= 1 ? Arguments.none() : CommandParser.parse(command, words.subList(1, words.size()));
        if (arguments.asksForHelp()) {
            HelpCommand.printOne(command, invocation.screen());
            return ExitCode.DONE;
        }
        return command.run(arguments, invocation);
    }

    private static ExitCode complain(Screen screen, Complaint complaint, ExitCode code) {
        try {
            complaint.print(screen);
        } catch (PipeClosed | VelosException e) {
            // there is nobody left to tell; the exit code still does
            return code;
        }
        return code;
    }

    /** A mistake of ours. Its trace is for whoever asks for it. */
    private static ExitCode fault(Throwable fault, Map<String, String> environment, Screen screen) {
        if (environment.containsKey("VELOS_DEBUG")) {
            fault.printStackTrace();
        }
        Failure failure = Failure.internal(
                "This is a fault in Velos: " + fault + ".",
                "Run it again with VELOS_DEBUG=1 and report what it prints.");
        return complain(screen, Complaint.of(failure), ExitCode.FAILED);
    }
}
