package dev.velos.daemon.session;

import dev.velos.core.event.EventKind;
import dev.velos.core.process.ProcessName;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts into the event log who asked for a change, where the request names somebody. Owned by the loop. */
final class RequestNotes {
    /** Their processes exist afterwards only. */
    private static final List<String> MAKING = List.of(Commands.START, Commands.APPLY);

    private static final List<String> CHANGING = List.of(
            Commands.STOP,
            Commands.RESTART,
            Commands.DELETE,
            Commands.SCALE,
            Commands.FLUSH,
            Commands.RESET,
            Commands.SIGNAL,
            Commands.SEND);

    private final Supervisor supervisor;

    RequestNotes(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /** The same handlers; those that change something note who asked for it. */
    Map<String, Handler> noting(Map<String, Handler> handlers) {
        Map<String, Handler> noting = new LinkedHashMap<>(handlers);
        CHANGING.forEach(command -> noting.computeIfPresent(command, this::notingTargets));
        MAKING.forEach(command -> noting.computeIfPresent(command, this::notingSpecs));
        return Map.copyOf(noting);
    }

    private Handler notingTargets(String command, Handler handler) {
        return (arguments, answer) -> {
            if (arguments.has(Commands.BY)) {
                note(Targets.of(arguments, supervisor).found(), command, arguments);
            }
            handler.handle(arguments, answer);
        };
    }

    private Handler notingSpecs(String command, Handler handler) {
        return (arguments, answer) -> {
            handler.handle(arguments, answer);
            if (arguments.has(Commands.BY)) {
                Set<ManagedProcess> made = new LinkedHashSet<>();
                for (Fields spec : arguments.list("specs")) {
                    made.addAll(supervisor.byName(new ProcessName(spec.text("name"))));
                }
                note(made, command, arguments);
            }
        };
    }

    private void note(Collection<ManagedProcess> processes, String command, Fields arguments) {
        String by = arguments.text(Commands.BY);
        processes.forEach(process -> supervisor.note(process, EventKind.REQUESTED, command, by));
    }
}
