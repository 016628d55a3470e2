package dev.velos.mcp.process;

import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.RestartPolicy;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.StartArguments;
import dev.velos.mcp.tool.Hints;
import dev.velos.mcp.tool.Param;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolArguments;
import dev.velos.mcp.tool.ToolCall;
import dev.velos.mcp.tool.ToolResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code process_start}. */
record StartTool(Fleet fleet) {
    Tool tool() {
        return new Tool(
                "process_start",
                "Start a program and keep it running; waits until up or failed. Stopped ones: process_restart.",
                Hints.ADDS,
                List.of(
                        Param.text("name", "").required(),
                        Param.text("script", "file, or command on PATH").required(),
                        Param.of("args", Param.Type.TEXTS, ""),
                        Param.text("cwd", ""),
                        Param.of("env", Param.Type.TEXT_MAP, ""),
                        Param.text("interpreter", "default by extension; none"),
                        Param.choice("restart", "", "always", "on-failure", "never")),
                Outcomes.OUTPUT,
                this::call);
    }

    private ToolResult call(ToolCall call) {
        ProcessSpec spec = spec(call.arguments());
        fleet.access().requireCovered(spec.name().value());
        fleet.access().requireCommand(spec.program().script());
        spec.program().interpreter().filter(it -> !it.equals("none")).ifPresent(fleet.access()::requireCommand);
        fleet.access().requireHarmless(spec.environment().own());
        Optional<ProcessName> owner = Optional.of(new ProcessName(call.caller().owner()));
        StartArguments wanted =
                new StartArguments(List.of(spec.withRegistration(it -> it.withOwner(owner))), StartArguments.Await.UP);
        List<ActionResult> results =
                fleet.once(call.caller(), List.of(spec.name().value()), client -> client.start(wanted));
        return Outcomes.of(results, "started", call.paging().tokens());
    }

    private ProcessSpec spec(ToolArguments arguments) {
        Path cwd = path("cwd", fleet.cwd(), arguments.optionalText("cwd").orElse(""));
        ProcessName name = new ProcessName(arguments.text("name"));
        Optional<String> interpreter = arguments
                .optionalText("interpreter")
                .map(it ->
                        it.indexOf('/') < 0 ? it : path("interpreter", cwd, it).toString());
        Optional<RestartPolicy.Mode> mode = arguments
                .optionalText("restart")
                .map(it ->
                        RestartPolicy.Mode.valueOf(it.toUpperCase(Locale.ROOT).replace('-', '_')));
        return ProcessSpec.of(name, script(cwd, arguments.text("script")), cwd.toString())
                .withProgram(it -> it.withArgs(arguments.texts("args")).withInterpreter(interpreter))
                .withEnvironment(it -> it.withInherited(fleet.environment()).withOwn(arguments.textMap("env")))
                .withRestart(it -> mode.map(it::withMode).orElse(it));
    }

    /** A bare name that is no file in the folder is one to be found on the PATH. */
    private static String script(Path cwd, String script) {
        Path file = path("script", cwd, script);
        return script.indexOf('/') >= 0 || !script.isEmpty() && Files.exists(file) ? file.toString() : script;
    }

    private static Path path(String argument, Path base, String text) {
        try {
            return base.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw dev.velos.core.failure.Failure.invalidRequest(
                            "The argument \"" + argument + "\" is no path: " + e.getReason() + ".",
                            "Give a path that is plain text.")
                    .asException();
        }
    }
}
