package dev.velos.mcp.config;

import dev.velos.config.ProcessEdit;
import dev.velos.core.failure.Failure;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.SecretText;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.ApplyArguments;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.StartArguments;
import dev.velos.mcp.process.Fleet;
import dev.velos.mcp.tool.Hints;
import dev.velos.mcp.tool.Param;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolCall;
import dev.velos.mcp.tool.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code config_get} and {@code config_set}: what velos.toml says of a process. */
public record ConfigTools(Fleet fleet) {
    /** With the name of the variable or key in its second group. */
    private static final Pattern ASSIGNMENT = Pattern.compile("^([-+ ]*(?:[\\w\"-]+\\.)*\"?([\\w-]+)\"?\\s*=\\s*)");

    private static final Param NAME = Param.text("name", "").required();

    /** Both, in the order of the list. */
    public static List<Tool> of(Fleet fleet) {
        ConfigTools tools = new ConfigTools(fleet);
        return List.of(tools.get(), tools.set());
    }

    private Tool get() {
        return new Tool(
                "config_get",
                "What velos.toml says of a process.",
                Hints.READS,
                List.of(NAME),
                Map.of("file", "string", "toml", "string"),
                this::get);
    }

    private Tool set() {
        return new Tool(
                "config_set",
                "Change one key of a process in velos.toml. Shows the diff; with apply writes it (backup kept) and updates"
                        + " that process.",
                Hints.SETTLES,
                List.of(
                        NAME,
                        Param.text("key", "max_restarts, env.PORT").required(),
                        Param.scalar("value", "TOML or text; none removes it"),
                        Param.of("apply", Param.Type.FLAG, "")),
                Map.of("diff", "array", "applied", "boolean"),
                this::set);
    }

    private ToolResult get(ToolCall call) {
        ProcessConfig config = ProcessConfig.of(fleet, call.arguments().text("name"));
        String toml = String.join("\n", masked(ProcessEdit.linesOf(config.text(), config.table())));
        return ToolResult.of(
                config.file() + "\n" + toml,
                Fields.builder()
                        .put("file", config.file().toString())
                        .put("toml", toml)
                        .build());
    }

    private ToolResult set(ToolCall call) {
        ProcessConfig config = ProcessConfig.of(fleet, call.arguments().text("name"));
        config.specWith(config.text());
        String after = ProcessEdit.of(
                config.text(),
                config.table(),
                call.arguments().text("key"),
                call.arguments().optionalText("value"));
        ProcessSpec wanted = config.specWith(after);
        List<String> diff = diff(config.text(), after);
        if (diff.isEmpty()) {
            return result(config.file() + " says so already", diff, false, Optional.empty());
        }
        if (!call.arguments().flag("apply", false)) {
            return result("dry run; repeat with apply=true", diff, false, Optional.empty());
        }
        return applied(call, config, after, wanted, diff);
    }

    private ToolResult applied(
            ToolCall call, ProcessConfig config, String after, ProcessSpec wanted, List<String> diff) {
        String backup;
        try {
            backup = ProcessEdit.write(config.file(), config.text(), after).toString();
        } catch (IOException e) {
            throw unwritable(config.file(), e);
        }
        ProcessSpec owned = wanted.withRegistration(
                it -> it.withOwner(config.spec().registration().owner()));
        ApplyArguments arguments =
                new ApplyArguments(new StartArguments(List.of(owned), StartArguments.Await.UP), List.of());
        List<ActionResult> results =
                fleet.once(call.caller(), List.of(owned.name().value()), client -> client.apply(arguments));
        Optional<Failure> failure =
                results.stream().flatMap(it -> it.failure().stream()).findFirst();
        String outcome = "written; backup " + backup
                + failure.map(it -> "\nbut " + owned.name() + " failed: " + it.text())
                        .orElse("");
        ToolResult result = result(outcome, diff, true, Optional.of(backup));
        return failure.isEmpty() ? result : new ToolResult(result.text(), result.structured(), ToolResult.Kind.FAILED);
    }

    private static RuntimeException unwritable(Path file, IOException e) {
        return Failure.conflict(
                        file + " cannot be written: " + e.getMessage() + ".",
                        "Check who owns the folder, and the disk.")
                .asException();
    }

    private ToolResult result(String outcome, List<String> diff, boolean applied, Optional<String> backup) {
        List<String> lines = new ArrayList<>(masked(diff));
        lines.add(outcome);
        return ToolResult.of(
                String.join("\n", lines),
                Fields.builder()
                        .putTexts("diff", masked(diff))
                        .put("applied", applied)
                        .putOptional("backup", backup)
                        .build());
    }

    /** The lines between those that both begin and end with: one change touches one place. */
    static List<String> diff(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> fresh = after.lines().toList();
        int begin = 0;
        while (begin < Math.min(old.size(), fresh.size()) && old.get(begin).equals(fresh.get(begin))) {
            begin++;
        }
        int end = 0;
        while (end < Math.min(old.size(), fresh.size()) - begin
                && old.get(old.size() - 1 - end).equals(fresh.get(fresh.size() - 1 - end))) {
            end++;
        }
        List<String> diff = new ArrayList<>();
        old.subList(begin, old.size() - end).forEach(line -> diff.add("- " + line));
        fresh.subList(begin, fresh.size() - end).forEach(line -> diff.add("+ " + line));
        return diff;
    }

    private List<String> masked(List<String> lines) {
        return lines.stream().map(this::masked).toList();
    }

    private String masked(String line) {
        Matcher assignment = ASSIGNMENT.matcher(line);
        return assignment.find() && fleet.secrets().isSecret(assignment.group(2))
                ? assignment.group(1) + "\"" + SecretText.MASK + "\""
                : SecretText.masked(line);
    }
}
