package dev.velos.mcp.process;

import dev.velos.client.await.Arrival;
import dev.velos.client.await.Awaited;
import dev.velos.client.await.Exits;
import dev.velos.client.await.PortProbe;
import dev.velos.client.await.Readiness;
import dev.velos.client.await.Sighting;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.SecretText;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.query.LineCondition;
import dev.velos.logs.read.LogFollower;
import dev.velos.mcp.tool.Hints;
import dev.velos.mcp.tool.Param;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolArguments;
import dev.velos.mcp.tool.ToolCall;
import dev.velos.mcp.tool.ToolResult;
import dev.velos.mcp.tool.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code process_wait}. Never longer than its timeout; that it has passed is an answer, not an error. */
record WaitTool(Fleet fleet) {
    private static final long DEFAULT_SECONDS = 30;
    private static final long MOST_SECONDS = 600;
    private static final int MOST_PORT = 65_535;

    Tool tool() {
        return new Tool(
                "process_wait",
                "Wait until a process is ready (all up), exits, logs a line matching pattern, or a port answers.",
                Hints.READS,
                List.of(
                        ActionTools.NAME,
                        Param.choice("until", "", "ready", "exit", "log", "port")
                                .required(),
                        Param.text("pattern", "regex, with until=log"),
                        Param.whole("port", "", 1, MOST_PORT),
                        Param.whole("timeout_s", "default 30", 0, MOST_SECONDS)),
                Map.of("met", "boolean", "what", "string"),
                this::call);
    }

    private ToolResult call(ToolCall call) throws InterruptedException {
        ToolArguments arguments = call.arguments();
        long began = System.nanoTime();
        List<ProcessSnapshot> processes = fleet.meant(arguments.text("name"));
        Duration limit = Duration.ofSeconds(arguments.number("timeout_s", DEFAULT_SECONDS));
        Awaited awaited = Awaited.fromNow(fleet.launcher(), processes);
        call.progress().expect(limit, () -> SecretText.masked(Sighting.standing(awaited.now())));
        Optional<Sighting> seen = switch (arguments.text("until")) {
            case "ready" -> new Readiness(awaited, Readiness.Goal.ONLINE).await(limit);
            case "exit" -> new Exits(awaited).await(limit);
            case "log" -> awaitLine(arguments, awaited, limit);
            default -> new PortProbe(awaited, port(arguments)).await(limit);
        };
        return result(seen.orElseGet(() -> timeout(awaited, limit)), began);
    }

    private static ToolResult result(Sighting sighting, long beganNanos) {
        long millis = (System.nanoTime() - beganNanos) / 1_000_000;
        return ToolResult.of(
                (sighting.met() ? "yes: " : "no: ") + sighting.what(),
                Fields.builder()
                        .put("met", sighting.met())
                        .put("what", sighting.what())
                        .put("waited_ms", millis)
                        .build());
    }

    private static Sighting timeout(Awaited awaited, Duration limit) {
        return Sighting.not(
                "not within " + Words.length(limit.toMillis()) + ". Now: " + Sighting.standing(awaited.now()));
    }

    private static int port(ToolArguments arguments) {
        return (int) arguments
                .number("port")
                .orElseThrow(() -> missing("port", "Give the number of the TCP port on this machine."));
    }

    private static Optional<Sighting> awaitLine(ToolArguments arguments, Awaited awaited, Duration limit) {
        LineCondition condition = LineCondition.of(
                arguments.optionalText("pattern").orElseThrow(() -> missing("pattern", "Give a regular expression.")));
        try (LogFollower follower = LineCondition.follower(awaited.processes(), Instant.now())) {
            return new Arrival(awaited, () -> condition.firstOf(follower).map(SecretText::masked)).await(limit);
        }
    }

    private static VelosException missing(String argument, String remedy) {
        return Failure.invalidRequest("With this \"until\", process_wait needs \"" + argument + "\".", remedy)
                .asException();
    }
}
