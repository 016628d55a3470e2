package dev.velos.cli.command;

import dev.velos.cli.output.OutputMode;
import dev.velos.cli.output.Screen;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.StartArguments.Await;
import dev.velos.core.quantity.Durations;
import java.util.ArrayList;
import java.util.List;

/** Says what a command that starts processes waits for. */
final class Awaited {
    /** As many lines are taken in at a glance. */
    private static final int FEW = 5;

    private Awaited() {}

    /** On stderr, so that what is printed for others to read stays as it is. */
    static void tell(List<ProcessSpec> specs, Arguments arguments, Screen screen) {
        List<String> lines = new ArrayList<>();
        for (ProcessSpec spec : specs) {
            spec.readiness()
                    .signal()
                    .ifPresent(signal -> lines.add(spec.name() + ": waiting for " + signal.text() + ", at most "
                            + Durations.text(spec.readiness().timeout())));
        }
        boolean waits = RestartCommand.awaitOf(arguments) == Await.UP && screen.mode() == OutputMode.TEXT;
        if (!waits || lines.isEmpty()) {
            return;
        }
        lines.stream().limit(FEW).forEach(screen.err()::line);
        if (lines.size() > FEW) {
            screen.err().line("... and " + (lines.size() - FEW) + " more");
        }
        screen.err().flush();
    }
}
