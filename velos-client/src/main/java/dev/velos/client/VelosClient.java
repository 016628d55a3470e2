package dev.velos.client;

import dev.velos.core.failure.VelosException;
import dev.velos.core.home.DaemonSettings;
import dev.velos.core.home.VelosHome;
import dev.velos.core.process.LogAnalysis;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.ApplyArguments;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Notice;
import dev.velos.core.protocol.Reply;
import dev.velos.core.protocol.StartArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The daemon's commands as methods, over one connection. Owned by the thread that opened it. Every method throws
 * {@link VelosException} with the daemon's own failure, or with one that tells what became of
 * the connection; after the latter the client is of no further use.
 */
public final class VelosClient implements AutoCloseable {
    private static final long EXIT_PAUSE_MILLIS = 5;

    private final VelosHome home;
    private final Connection connection;
    private final Timeouts timeouts;
    private Optional<String> by = Optional.empty();

    private VelosClient(VelosHome home, Connection connection, Timeouts timeouts) {
        this.home = home;
        this.connection = connection;
        this.timeouts = timeouts;
    }

    /** A client of the daemon of this home; none where none is running. */
    public static Optional<VelosClient> connect(VelosHome home) {
        return connect(home, Timeouts.DEFAULT);
    }

    /** As {@link #connect(VelosHome)}, with other timeouts. */
    public static Optional<VelosClient> connect(VelosHome home, Timeouts timeouts) {
        Path socket = home.socket();
        HomeDirectory.requireShortEnough(home);
        try {
            return Optional.of(new VelosClient(home, Connection.open(socket), timeouts));
        } catch (IOException e) {
            return isNobodyThere(e, socket) ? Optional.empty() : connectAgain(home, timeouts);
        }
    }

    /** A daemon may have begun to listen between the attempt to connect and the look at what is there. */
    private static Optional<VelosClient> connectAgain(VelosHome home, Timeouts timeouts) {
        Path socket = home.socket();
        try {
            return Optional.of(new VelosClient(home, Connection.open(socket), timeouts));
        } catch (IOException e) {
            if (isNobodyThere(e, socket)) {
                return Optional.empty();
            }
            throw DaemonDiagnostics.of(home).unreachable(e).asException();
        }
    }

    /** No socket file, or a stale one that no daemon listens on. */
    private static boolean isNobodyThere(IOException error, Path socket) {
        return error instanceof java.net.ConnectException || !Files.exists(socket, LinkOption.NOFOLLOW_LINKS);
    }

    /** What is asked for from now on is recorded in the event log as asked for by this one. */
    public VelosClient actingFor(String somebody) {
        by = Optional.of(somebody);
        return this;
    }

    /** The home of the daemon at the other end. */
    public VelosHome home() {
        return home;
    }

    /** Who answers. */
    public DaemonFacts ping() {
        return DaemonFacts.of(call(Commands.PING, Fields.empty(), timeouts.quick()));
    }

    /** Starts new processes. */
    public List<ActionResult> start(StartArguments arguments) {
        return ActionResult.listOf(call(Commands.START, arguments.toFields(), timeouts.patient()));
    }

    /** Makes the daemon's table as these specs say. */
    public List<ActionResult> apply(ApplyArguments arguments) {
        return ActionResult.listOf(call(Commands.APPLY, arguments.toFields(), timeouts.patient()));
    }

    /** Stops the processes that these names, ids or {@code all} mean, and waits until they are gone. */
    public List<ActionResult> stop(List<String> targets) {
        return act(Commands.STOP, targets);
    }

    /** Stops and starts, or starts what is stopped, and waits as {@code await} says. */
    public List<ActionResult> restart(List<String> targets, StartArguments.Await await) {
        Fields arguments = Fields.builder()
                .putTexts("targets", targets)
                .put("wait", await == StartArguments.Await.UP)
                .build();
        return ActionResult.listOf(call(Commands.RESTART, arguments, timeouts.patient()));
    }

    /** Replaces processes by new ones; see {@link Commands#RELOAD}. */
    public List<ActionResult> reload(List<String> targets, OptionalInt parallel, StartArguments.Await await) {
        Fields arguments = Fields.builder()
                .putAll(targetsOf(targets))
                .putOptional(
                        "parallel", parallel.isPresent() ? OptionalLong.of(parallel.getAsInt()) : OptionalLong.empty())
                .put("wait", await == StartArguments.Await.UP)
                .build();
        return ActionResult.listOf(call(Commands.RELOAD, arguments, timeouts.patient()));
    }

    /** Gives processes more or fewer instances; see {@link Commands#SCALE}. */
    public List<ActionResult> scale(List<String> targets, String to) {
        Fields arguments =
                Fields.builder().putAll(targetsOf(targets)).put("to", to).build();
        return ActionResult.listOf(call(Commands.SCALE, arguments, timeouts.patient()));
    }

    /** As {@link #restart(List, StartArguments.Await)}; they inherit these variables from now on. */
    public List<ActionResult> restart(
            List<String> targets, StartArguments.Await await, Map<String, String> environment) {
        Fields arguments = Fields.builder()
                .putAll(targetsOf(targets))
                .put("wait", await == StartArguments.Await.UP)
                .put("env", Fields.ofTexts(environment))
                .build();
        return ActionResult.listOf(call(Commands.RESTART, arguments, timeouts.patient()));
    }

    /** Lets counts and history begin anew. */
    public List<ActionResult> reset(List<String> targets) {
        return act(Commands.RESET, targets);
    }

    /** Sends a signal, by its Linux number, to the programs. */
    public List<ActionResult> signal(List<String> targets, int signal) {
        Fields arguments = Fields.builder()
                .putAll(targetsOf(targets))
                .put("signal", signal)
                .build();
        return ActionResult.listOf(call(Commands.SIGNAL, arguments, timeouts.quick()));
    }

    /** Writes text to their standard input. */
    public List<ActionResult> send(List<String> targets, String text) {
        Fields arguments =
                Fields.builder().putAll(targetsOf(targets)).put("text", text).build();
        return ActionResult.listOf(call(Commands.SEND, arguments, timeouts.quick()));
    }

    /** Stops and forgets. */
    public List<ActionResult> delete(List<String> targets) {
        return act(Commands.DELETE, targets);
    }

    /** Empties logs. */
    public List<ActionResult> flush(List<String> targets) {
        return act(Commands.FLUSH, targets);
    }

    /** Every instance in the daemon's table, by id. */
    public List<ProcessSnapshot> list() {
        return ProcessSnapshot.listOf(call(Commands.LIST, Fields.empty(), timeouts.quick()));
    }

    /** The snapshot fields of each instance, with its {@code spec} and more. */
    public List<Fields> info(List<String> targets) {
        return call(Commands.INFO, targetsOf(targets), timeouts.quick()).list("processes");
    }

    /** How the logs of processes are looked at, by their names. */
    public Map<String, LogAnalysis> logAnalyses(Collection<String> names) {
        Map<String, LogAnalysis> analyses = new HashMap<>();
        for (Fields process : names.isEmpty() ? List.<Fields>of() : info(List.copyOf(names))) {
            process.optionalFields("spec")
                    .flatMap(spec -> spec.optionalFields("logs"))
                    .ifPresent(logs -> analyses.put(process.text("name"), LogAnalysis.of(logs)));
        }
        return analyses;
    }

    /** As {@link #info}, each {@code spec} with its {@code base_env}. */
    public List<Fields> infoWithInherited(List<String> targets) {
        Fields arguments = Fields.builder()
                .putAll(targetsOf(targets))
                .put("inherited", true)
                .build();
        return call(Commands.INFO, arguments, timeouts.quick()).list("processes");
    }

    /** Asks for a notice whenever a log of these processes has grown; see {@link Commands#FOLLOW}. */
    public void follow(List<String> targets) {
        call(Commands.FOLLOW, targetsOf(targets), timeouts.quick());
    }

    /** Asks for a notice whenever the event log has grown; see {@link Commands#FOLLOW_EVENTS}. */
    public void followEvents() {
        call(Commands.FOLLOW_EVENTS, Fields.empty(), timeouts.quick());
    }

    /** Asks for a notice whenever a log has grown in which errors are looked for; see {@link Commands#FOLLOW}. */
    public void followWatchedErrors() {
        call(Commands.FOLLOW, Fields.builder().put("errors", true).build(), timeouts.quick());
    }

    /** Of whose errors new ones are to be told; see {@link Commands#ERRORS_WATCHED}. */
    public List<Fields> watchedErrors() {
        return call(Commands.ERRORS_WATCHED, Fields.empty(), timeouts.quick()).list("processes");
    }

    /** Tells of an error like none before; see {@link Commands#NEW_ERROR}. */
    public void newError(Fields arguments) {
        call(Commands.NEW_ERROR, arguments, timeouts.quick());
    }

    /** Waits without limit for a notice, and gives those that came along with it. */
    public List<Notice> awaitNotices() {
        try {
            return connection.awaitNotices();
        } catch (ConnectionLost e) {
            throw lost(e, Commands.FOLLOW, Duration.ZERO);
        }
    }

    /** Saves the list of processes; what was saved, as {@link Commands#SAVE} says it. */
    public Fields save() {
        return call(Commands.SAVE, Fields.empty(), timeouts.quick());
    }

    /** Starts what was up when the list was saved; see {@link Commands#RESURRECT}. */
    public Fields resurrect(StartArguments.Await await) {
        Fields arguments =
                Fields.builder().put("wait", await == StartArguments.Await.UP).build();
        return call(Commands.RESURRECT, arguments, timeouts.patient());
    }

    /** Has the daemon work by these settings from now on. */
    public void settings(DaemonSettings settings) {
        call(Commands.SETTINGS, settings.toFields(), timeouts.quick());
    }

    /** As {@link #awaitNotices()}, within a time; nothing when that is over, and the client is of no further use then. */
    public Optional<List<Notice>> awaitNotices(Duration limit) {
        try {
            return connection.awaitNotices(limit);
        } catch (ConnectionLost e) {
            throw lost(e, Commands.FOLLOW, limit);
        }
    }

    /** Stops every process and the daemon; returns when all are gone, so that another daemon can start at once. */
    public void shutdown() {
        Optional<ProcessHandle> daemon = DaemonProcess.alive(home);
        call(Commands.SHUTDOWN, Fields.empty(), timeouts.patient());
        Deadline deadline = Deadline.in(timeouts.quick());
        while (daemon.isPresent() && daemon.get().isAlive() && !deadline.isOver()) {
            deadline.pause(EXIT_PAUSE_MILLIS);
        }
    }

    /** The daemon becomes a new program, that of {@code launcher} where it is given, and keeps its processes. */
    public void handover(Optional<Path> launcher) {
        Fields arguments = Fields.builder()
                .putOptional("launcher", launcher.map(Path::toString))
                .build();
        call(Commands.HANDOVER, arguments, timeouts.quick());
    }

    private List<ActionResult> act(String command, List<String> targets) {
        return ActionResult.listOf(call(command, targetsOf(targets), timeouts.patient()));
    }

    private static Fields targetsOf(List<String> targets) {
        return Fields.builder().putTexts("targets", targets).build();
    }

    /** No switch over types: it makes a class at run time, which costs every command 3 ms. */
    private Fields call(String command, Fields arguments, Duration timeout) {
        try {
            Reply reply = connection.call(command, signed(arguments), timeout);
            if (reply instanceof Reply.Success success) {
                return success.result();
            }
            throw ((Reply.Failed) reply).failure().asException();
        } catch (ConnectionLost e) {
            throw lost(e, command, timeout);
        }
    }

    private Fields signed(Fields arguments) {
        return by.isEmpty()
                ? arguments
                : Fields.builder().putAll(arguments).put(Commands.BY, by.get()).build();
    }

    private VelosException lost(ConnectionLost loss, String command, Duration timeout) {
        return new VelosException(DaemonDiagnostics.of(home).lost(loss, command, timeout), loss);
    }

    /**
     * Whether this failure means that the daemon went away before it answered, so that nobody knows what it did; the
     * next one may be asked.
     */
    public static boolean isLoss(VelosException failure) {
        return failure.getCause() instanceof ConnectionLost loss && loss.kind() == ConnectionLost.Kind.CLOSED;
    }

    @Override
    public void close() {
        connection.close();
    }
}
