package dev.velos.cli.command;

import dev.velos.cli.output.OutputMode;
import dev.velos.cli.output.Screen;
import dev.velos.client.Aftermath;
import dev.velos.client.DaemonLauncher;
import dev.velos.client.Inquiry;
import dev.velos.client.VelosClient;
import dev.velos.core.failure.VelosException;
import dev.velos.core.home.VelosHome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command finds around it.
 *
 * @param environment that of the caller
 * @param cwd the caller's working directory, absolute
 */
public record Invocation(Map<String, String> environment, Path cwd, DaemonLauncher launcher, Screen screen) {
    /** The same, printing in another mode. */
    public Invocation in(OutputMode mode) {
        return new Invocation(environment, cwd, launcher, screen.in(mode));
    }

    public VelosHome home() {
        return launcher.home();
    }

    /**
     * The daemon's answer. It is started where none runs, so that the processes of one that died are taken back by any
     * command; one that dies over the question costs nothing, since its successor is asked again.
     */
    <T> T ask(Function<VelosClient, T> question) {
        return new Inquiry(launcher).ask(question);
    }

    /** As {@link #ask}, but nothing where no daemon runs. */
    <T> Optional<T> askIfThere(Function<VelosClient, T> question) {
        return new Inquiry(launcher).askIfThere(question);
    }

    /** Has the daemon do what is not sent twice; where it is lost over it, the failure tells how things stand now. */
    <T> T act(List<String> targets, Function<VelosClient, T> action) {
        try (VelosClient client = new Inquiry(launcher).proven()) {
            return action.apply(client);
        } catch (VelosException e) {
            throw VelosClient.isLoss(e) ? new Aftermath(launcher, targets).of(e).orElse(e) : e;
        }
    }
}
