package dev.velos.daemon.session;

import dev.velos.core.event.EventKind;
import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Excerpt;
import dev.velos.daemon.errors.ErrorWatch;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.util.List;
import java.util.Optional;

/** What is asked and told by whoever looks for new error patterns. Owned by the loop. */
final class ErrorHandlers {
    private final Supervisor supervisor;
    private final DaemonControl control;

    ErrorHandlers(Supervisor supervisor, DaemonControl control) {
        this.supervisor = supervisor;
        this.control = control;
    }

    void watched(Fields arguments, Answer answer) {
        List<Fields> processes = control.errorWatch().map(ErrorWatch::processes).orElse(List.of());
        answer.succeed(Fields.builder().putList("processes", processes).build());
    }

    /** Of a process that is gone meanwhile nothing is told. */
    void found(Fields arguments, Answer answer) {
        String name = arguments.text("process");
        Optional<ManagedProcess> process = supervisor.all().stream()
                .filter(it -> it.displayName().equals(name))
                .findFirst();
        if (process.isEmpty()) {
            answer.fail(Failure.notFound("There is no process \"" + name + "\".", ""));
            return;
        }
        Fields.Builder more = Fields.builder();
        for (String detail : List.of("pattern", "level", "example")) {
            more.put(detail, Excerpt.of(arguments.text(detail), Commands.MAX_ERROR_CHARS));
        }
        String template = Excerpt.of(arguments.text("template"), Commands.MAX_ERROR_CHARS);
        supervisor.note(process.get(), EventKind.NEW_ERROR, template, more.build());
        answer.succeed(Fields.empty());
    }
}
