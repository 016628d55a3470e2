package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.home.DaemonSettings;
import dev.velos.core.home.VelosHome;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.reload.Reloads;
import dev.velos.daemon.saved.TableSaver;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Snapshots;
import dev.velos.daemon.supervise.Supervisor;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Every command of the control socket and who handles it. Owned by the loop. */
public final class CommandTable {
    private final Supervisor supervisor;
    private final LogFollowers followers;
    private final DaemonControl control;
    private final Map<String, Handler> handlers;

    public CommandTable(
            Backend backend,
            VelosHome home,
            Clock clock,
            Supervisor supervisor,
            LogFollowers followers,
            TableSaver saver,
            DaemonControl control) {
        this.supervisor = supervisor;
        this.followers = followers;
        this.control = control;
        Snapshots snapshots = new Snapshots(clock);
        Verdicts verdicts = new Verdicts(snapshots, new TakenPort(supervisor, backend.table()));
        InquiryHandlers inquiries = new InquiryHandlers(backend, home, clock, supervisor, snapshots);
        StartHandler start = new StartHandler(supervisor, verdicts);
        TargetHandlers targets = new TargetHandlers(supervisor, verdicts);
        AttentionHandlers attention = new AttentionHandlers(supervisor, backend.processes(), verdicts);
        SavedHandlers saved = new SavedHandlers(home, supervisor, saver, start, verdicts);
        ReloadHandler reload = new ReloadHandler(supervisor, new Reloads(supervisor), verdicts);
        ErrorHandlers errors = new ErrorHandlers(supervisor, control);
        RequestNotes notes = new RequestNotes(supervisor);
        handlers = notes.noting(Map.ofEntries(
                Map.entry(Commands.PING, inquiries::ping),
                Map.entry(Commands.LIST, inquiries::list),
                Map.entry(Commands.INFO, inquiries::info),
                Map.entry(Commands.START, unlessShuttingDown(start)),
                Map.entry(
                        Commands.APPLY,
                        unlessShuttingDown(new ApplyHandler(supervisor, verdicts, start, targets, reload))),
                Map.entry(Commands.RELOAD, unlessShuttingDown(reload)),
                Map.entry(Commands.SCALE, unlessShuttingDown(new ScaleHandler(supervisor, start, targets))),
                Map.entry(Commands.STOP, targets::stop),
                Map.entry(Commands.RESTART, unlessShuttingDown(targets::restart)),
                Map.entry(Commands.DELETE, targets::delete),
                Map.entry(Commands.FLUSH, targets::flush),
                Map.entry(Commands.RESET, attention::reset),
                Map.entry(Commands.SIGNAL, attention::signal),
                Map.entry(Commands.SEND, attention::send),
                Map.entry(Commands.FOLLOW, this::follow),
                Map.entry(Commands.FOLLOW_EVENTS, (_, answer) -> followEvents(home, answer)),
                Map.entry(Commands.ERRORS_WATCHED, errors::watched),
                Map.entry(Commands.NEW_ERROR, errors::found),
                Map.entry(Commands.SAVE, unlessShuttingDown(saved::save)),
                Map.entry(Commands.RESURRECT, unlessShuttingDown(saved::resurrect)),
                Map.entry(Commands.SETTINGS, this::settings),
                Map.entry(Commands.SHUTDOWN, this::shutdown),
                Map.entry(Commands.HANDOVER, this::handOver)));
    }

    Map<String, Handler> handlers() {
        return handlers;
    }

    /** What starts now would be stopped at once, and keep the daemon from ending. */
    private Handler unlessShuttingDown(Handler handler) {
        return (arguments, answer) -> {
            if (control.isShuttingDown()) {
                answer.fail(Failure.unavailable("The daemon is stopping.", "Try again when it has stopped."));
            } else {
                handler.handle(arguments, answer);
            }
        };
    }

    private void settings(Fields arguments, Answer answer) {
        control.settings(DaemonSettings.of(arguments));
        answer.succeed(Fields.empty());
    }

    private void follow(Fields arguments, Answer answer) {
        if (arguments.flag("errors", false)) {
            long subscription = followers.addWhere(answer.session(), this::hasErrorsWatched);
            answer.succeed(Fields.builder().put("subscription", subscription).build());
            return;
        }
        Targets targets = Targets.of(arguments, supervisor);
        if (!targets.missing().isEmpty()) {
            answer.fail(targets.missing().getFirst().failure().orElseThrow());
            return;
        }
        long subscription = arguments.texts("targets").contains(Targets.ALL)
                ? followers.addAll(answer.session())
                : followers.add(answer.session(), logs(targets.found()));
        answer.succeed(Fields.builder().put("subscription", subscription).build());
    }

    private boolean hasErrorsWatched(Path log) {
        return control.errorWatch().filter(watch -> watch.includes(log)).isPresent();
    }

    private void followEvents(VelosHome home, Answer answer) {
        long subscription = followers.add(answer.session(), Set.of(home.events()));
        answer.succeed(Fields.builder().put("subscription", subscription).build());
    }

    private static Set<Path> logs(Set<ManagedProcess> processes) {
        Set<Path> logs = new LinkedHashSet<>();
        processes.forEach(process -> {
            logs.add(process.capture().outLog());
            logs.add(process.capture().errLog());
        });
        return logs;
    }

    private void shutdown(Fields arguments, Answer answer) {
        long processes = supervisor.all().stream()
                .filter(process -> !process.state().isDown())
                .count();
        control.shutdown(DaemonControl.Wish.ALL_DOWN, () -> {
            answer.succeed(Fields.builder().put("stopped", processes).build());
            answer.session().closeAfterSending();
        });
    }

    private void handOver(Fields arguments, Answer answer) {
        String launcher = arguments.optionalText("launcher").orElse("");
        File file = new File(launcher);
        if (!launcher.isEmpty() && !(file.isAbsolute() && file.isFile() && file.canExecute())) {
            answer.fail(Failure.invalidRequest(
                    "The daemon cannot become " + launcher + ": it is no program.", "Name one by its absolute path."));
            return;
        }
        answer.succeed(Fields.empty());
        control.handOver(launcher);
    }
}
