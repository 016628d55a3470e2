package dev.velos.cli.command;

import dev.velos.cli.errors.ErrorTeller;
import dev.velos.cli.errors.ErrorWatcher;
import dev.velos.client.VelosClient;
import dev.velos.core.failure.Failure;
import dev.velos.core.process.SecretNames;
import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos watch-errors}: what the daemon runs beside itself where {@code watch_errors} is on; no command for people. */
final class WatchErrorsCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                "watch-errors", "", "Tell the daemon of new error patterns; it runs this where watch_errors is on.");
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        try (VelosClient daemon =
                VelosClient.connect(invocation.home()).orElseThrow(() -> DaemonCommand.notRunning(invocation))) {
            ErrorWatcher.run(daemon, new ErrorTeller(daemon, secrets(invocation)));
            return ExitCode.DONE;
        } catch (IOException e) {
            throw Failure.unavailable("Logs cannot be watched: " + e.getMessage() + ".", "Check the home and its disk.")
                    .asException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE;
        }
    }

    private static SecretNames secrets(Invocation invocation) {
        return Files.exists(invocation.home().config())
                ? HomeSettings.of(invocation).secretNames()
                : SecretNames.DEFAULT;
    }
}
