package dev.velos.cli.command;

import dev.velos.cli.output.Amounts;
import dev.velos.cli.output.Answer;
import dev.velos.cli.output.Complaint;
import dev.velos.cli.output.OutputMode;
import dev.velos.cli.output.Screen;
import dev.velos.client.VelosClient;
import dev.velos.client.await.Arrival;
import dev.velos.client.await.Awaited;
import dev.velos.client.await.Exits;
import dev.velos.client.await.PortProbe;
import dev.velos.client.await.Readiness;
import dev.velos.client.await.Sighting;
import dev.velos.core.failure.Failure;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Durations;
import dev.velos.logs.query.LineCondition;
import dev.velos.logs.read.LogFollower;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos wait}: returns when something is true of processes, or when it is certain not to be. */
final class WaitCommand implements Command {
    private static final String LOG = "--log";
    private static final String PORT = "--port";
    private static final List<String> CONDITIONS = List.of("--ready", "--healthy", "--exit", LOG, PORT);
    private static final Duration USUAL = Duration.ofSeconds(30);

    @Override
    public CommandSpec model() {
        return Model.command(
                        "wait",
                        "<process>... [--ready|--healthy|--exit|--log <pattern>|--port <number>] [--timeout <time>]"
                                + " [--json]",
                        "Wait until processes are ready, exit, log a line, or a port answers.",
                        "",
                        "Ends at once with exit code 1 where it will not come, as when a process dies that is waited"
                                + " for; with exit code 5 where it has not come in time.")
                .addPositional(Model.targets())
                .addOption(Model.flag("Until all of them are online (the default).", "--ready"))
                .addOption(Model.flag("Until their health checks say that they are healthy.", "--healthy"))
                .addOption(Model.flag("Until the lives that they have now are over.", "--exit"))
                .addOption(Model.value(
                        "<pattern>",
                        "Until one of them logs a line that matches; lines since a start within the last minute count.",
                        LOG))
                .addOption(Model.value("<number>", "Until something answers at that TCP port of this machine.", PORT))
                .addOption(Model.value("<time>", "No longer than that (default: 30s).", "--timeout"))
                .addOption(Model.json("what was seen"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> words = Targets.required(arguments, "wait");
        String condition = condition(arguments);
        Duration limit = arguments
                .text("--timeout")
                .map(text -> ScriptSpec.duration("--timeout", text))
                .orElse(USUAL);
        int port = port(arguments);
        Optional<LineCondition> line = arguments.text(LOG).map(LineCondition::of);
        long began = System.nanoTime();
        Awaited awaited = Awaited.fromNow(invocation.launcher(), processes(words, condition, invocation));
        tell(awaited, condition, arguments, limit, invocation.screen());
        Optional<Sighting> seen = switch (condition) {
            case "--exit" -> new Exits(awaited).await(limit);
            case "--healthy" -> new Readiness(awaited, Readiness.Goal.HEALTHY).await(limit);
            case LOG -> awaitLine(line.orElseThrow(), awaited, limit);
            case PORT -> awaitPort(port, awaited, limit);
            default -> new Readiness(awaited, Readiness.Goal.ONLINE).await(limit);
        };
        return report(seen, wish(condition, arguments), awaited, limit, began, invocation.screen());
    }

    private static String condition(Arguments arguments) {
        List<String> chosen = CONDITIONS.stream().filter(arguments::has).toList();
        if (chosen.size() > 1) {
            throw new UsageException(
                    chosen.get(0) + " and " + chosen.get(1) + " exclude each other.",
                    "Wait for one, and then for the other.");
        }
        return chosen.isEmpty() ? "--ready" : chosen.getFirst();
    }

    private static int port(Arguments arguments) {
        String text = arguments.text(PORT).orElse("1");
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > 65_535) {
            throw new UsageException(PORT + " " + text + " is no TCP port.", "Write a number from 1 to 65535.");
        }
        return Integer.parseInt(text);
    }

    private static List<ProcessSnapshot> processes(List<String> words, String condition, Invocation invocation) {
        List<ProcessSnapshot> meant = Selection.of(words, invocation.ask(VelosClient::list));
        if (meant.isEmpty()) {
            throw Failure.notFound("There is no process yet.", "\"velos start <script>\" starts one.")
                    .asException();
        }
        if (condition.equals("--healthy")) {
            meant.stream().filter(WaitCommand::isWithoutCheck).findFirst().ifPresent(it -> {
                throw Failure.conflict(
                                it.displayName() + " runs without a health check, so it is never healthy.",
                                "Give it one in velos.toml ([process." + it.name() + ".health]), or wait for --ready.")
                        .asException();
            });
        }
        return meant;
    }

    private static boolean isWithoutCheck(ProcessSnapshot process) {
        return process.status().isAlive() && process.condition().health().isEmpty();
    }

    private static Optional<Sighting> awaitLine(LineCondition condition, Awaited awaited, Duration limit) {
        try (LogFollower follower = LineCondition.follower(awaited.processes(), Instant.now())) {
            return new Arrival(awaited, () -> condition.firstOf(follower)).await(limit);
        }
    }

    private static Optional<Sighting> awaitPort(int port, Awaited awaited, Duration limit) {
        try {
            return new PortProbe(awaited, port).await(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Sighting.not("the wait was interrupted"));
        }
    }

    /** In words: {@code to be ready}. */
    private static String wish(String condition, Arguments arguments) {
        return switch (condition) {
            case "--exit" -> "to exit";
            case "--healthy" -> "to be healthy";
            case LOG -> "to log \"" + arguments.text(LOG).orElseThrow() + "\"";
            case PORT -> "to answer at port " + arguments.text(PORT).orElseThrow();
            default -> "to be ready";
        };
    }

    private static String names(Awaited awaited) {
        return String.join(
                ", ",
                awaited.processes().stream().map(ProcessSnapshot::displayName).toList());
    }

    private static void tell(Awaited awaited, String condition, Arguments arguments, Duration limit, Screen screen) {
        if (screen.mode() == OutputMode.TEXT && screen.terminal().interactive()) {
            screen.err()
                    .line("Waiting for " + names(awaited) + " " + wish(condition, arguments) + ", at most "
                            + Durations.text(limit));
            screen.err().flush();
        }
    }

    private static ExitCode report(
            Optional<Sighting> seen, String wish, Awaited awaited, Duration limit, long began, Screen screen) {
        if (seen.isPresent() && seen.get().met()) {
            long millis = ActionReport.millisSince(began);
            Answer.of(() -> Fields.builder()
                            .put("met", true)
                            .put("what", seen.get().what())
                            .put("waited_ms", millis)
                            .build())
                    .print(
                            screen,
                            () -> screen.out()
                                    .line(screen.doneMark() + " " + seen.get().what() + ", after "
                                            + Amounts.duration(millis)));
            return ExitCode.DONE;
        }
        String waited = "Waited for " + names(awaited) + " " + wish;
        String remedy = "\"velos why " + awaited.processes().getFirst().name() + "\" tells more.";
        if (seen.isPresent()) {
            new Complaint(
                            "not-met",
                            waited + ", which will not come: " + seen.get().what() + ".",
                            remedy)
                    .print(screen);
            return ExitCode.FAILED;
        }
        String standing = Sighting.standing(awaited.now());
        new Complaint("timeout", waited + ", for " + Durations.text(limit) + " in vain. Now " + standing + ".", remedy)
                .print(screen);
        return ExitCode.TIMEOUT;
    }
}
