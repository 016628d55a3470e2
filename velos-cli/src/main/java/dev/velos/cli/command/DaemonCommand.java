package dev.velos.cli.command;

import dev.velos.cli.output.Amounts;
import dev.velos.cli.output.Answer;
import dev.velos.cli.output.Screen;
import dev.velos.client.Aftermath;
import dev.velos.client.DaemonFacts;
import dev.velos.client.DaemonRestart;
import dev.velos.client.Inquiry;
import dev.velos.client.VelosClient;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos daemon}: looks after the daemon itself. */
final class DaemonCommand implements Command {
    private static final List<String> ACTIONS = List.of("start", "restart", "status", "stop");

    @Override
    public CommandSpec model() {
        return Model.command(
                        "daemon",
                        "start|restart|status|stop [--json]",
                        "Start, replace, look at or stop the daemon itself.",
                        "",
                        "  start     start it, where none runs",
                        "  restart   put a new one in its place, as after an upgrade; every process runs on",
                        "  status    what it says of itself (exit code 4 where none runs)",
                        "  stop      the same as \"velos kill\"",
                        "  run       be the daemon, in the foreground, until SIGTERM (also: --no-daemon)")
                .addPositional(Model.words("<action>", "start, restart, status or stop."))
                .addOption(Model.json("what the daemon says of itself"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> words = arguments.words();
        if (words.size() != 1) {
            throw new UsageException(
                    "\"velos daemon\" takes one of " + String.join(", ", ACTIONS) + ".",
                    "\"velos help daemon\" explains them.");
        }
        return switch (words.getFirst()) {
            case "start" -> start(invocation);
            case "restart" -> restart(invocation);
            case "status" -> status(invocation);
            case "stop" -> stop(invocation);
            case "run" ->
                throw new UsageException(
                        "This program is not the daemon.", "Call it by the launcher script: bin/velos daemon run.");
            default ->
                throw new UsageException(
                        "\"velos daemon\" cannot \"" + words.getFirst() + "\".",
                        Nearest.suggestion(words.getFirst(), ACTIONS, "Write start, restart, status or stop."));
        };
    }

    private static ExitCode start(Invocation invocation) {
        return print("The daemon runs", invocation.ask(VelosClient::ping), invocation.screen());
    }

    private static ExitCode restart(Invocation invocation) {
        DaemonFacts facts = new DaemonRestart(invocation.launcher()).run();
        return print("The daemon was replaced and kept its processes", facts, invocation.screen());
    }

    private static ExitCode status(Invocation invocation) {
        DaemonFacts facts = invocation.askIfThere(VelosClient::ping).orElseThrow(() -> notRunning(invocation));
        return print("The daemon runs", facts, invocation.screen());
    }

    /** Stops all; that nothing runs is what was wanted. */
    static ExitCode stop(Invocation invocation) {
        Optional<DaemonFacts> running = shutdown(invocation);
        Screen screen = invocation.screen();
        Answer.of(() -> stopped(running))
                .print(
                        screen,
                        () -> screen.out()
                                .line(running.map(facts -> screen.doneMark() + " The daemon (pid " + facts.pid()
                                                + ") and " + counted(facts.processes()) + " were stopped.")
                                        .orElseGet(() -> nobody(invocation))));
        return ExitCode.DONE;
    }

    private static Fields stopped(Optional<DaemonFacts> running) {
        Fields.Builder stopped = Fields.builder().put("was_running", running.isPresent());
        running.ifPresent(facts -> stopped.put("pid", facts.pid()).put("processes", facts.processes()));
        return stopped.build();
    }

    /** Whom it stopped. One that two commands stop at once may end before it has answered both; it has stopped then. */
    private static Optional<DaemonFacts> shutdown(Invocation invocation) {
        Optional<VelosClient> running = new Inquiry(invocation.launcher()).provenIfThere();
        if (running.isEmpty()) {
            return Optional.empty();
        }
        try (VelosClient client = running.get()) {
            DaemonFacts facts = client.ping();
            try {
                client.shutdown();
            } catch (VelosException e) {
                requireGone(e, invocation);
            }
            return Optional.of(facts);
        }
    }

    private static void requireGone(VelosException e, Invocation invocation) {
        if (!VelosClient.isLoss(e)) {
            throw e;
        }
        Optional<VelosException> left = new Aftermath(invocation.launcher(), List.of(Targets.ALL)).of(e);
        if (left.isPresent()) {
            throw left.get();
        }
    }

    static VelosException notRunning(Invocation invocation) {
        return Failure.unavailable(nobody(invocation), "Any command that needs it starts it, such as \"velos list\".")
                .asException();
    }

    private static String nobody(Invocation invocation) {
        return "No daemon is running in " + invocation.home().directory() + ".";
    }

    private static ExitCode print(String what, DaemonFacts facts, Screen screen) {
        Answer.of(facts::toFields).print(screen, () -> {
            screen.out()
                    .line(screen.doneMark() + " " + what + ": velos " + facts.version() + ", pid " + facts.pid()
                            + ", up " + Amounts.duration(facts.uptimeMillis()) + ", " + counted(facts.processes())
                            + ".");
            screen.out()
                    .line("  home " + facts.home() + ", backend " + facts.backend() + ", protocol " + facts.protocol());
        });
        return ExitCode.DONE;
    }

    private static String counted(long processes) {
        return processes == 1 ? "1 process" : processes + " processes";
    }
}
