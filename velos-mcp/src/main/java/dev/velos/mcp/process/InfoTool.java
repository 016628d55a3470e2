package dev.velos.mcp.process;

import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.SecretText;
import dev.velos.core.protocol.Fields;
import dev.velos.mcp.tool.Hints;
import dev.velos.mcp.tool.Paging;
import dev.velos.mcp.tool.Rows;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolCall;
import dev.velos.mcp.tool.ToolResult;
import dev.velos.mcp.tool.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code process_info}. Its cursor is how many instances were told already. */
record InfoTool(Fleet fleet) {
    private static final int LIVES = 5;

    Tool tool() {
        return new Tool(
                "process_info",
                "All about a process: state, last exits, why it is down and what to try, program, settings, log files.",
                Hints.READS,
                List.of(ActionTools.NAME, Paging.CURSOR_PARAM),
                Map.of("processes", "array"),
                this::call);
    }

    private ToolResult call(ToolCall call) {
        Paging paging = call.paging();
        List<Fields> infos = fleet.info(call.arguments().text("name"));
        int begin = (int) Math.max(0, Math.min(paging.number(), infos.size()));
        Rows rows = new Rows(paging.tokens());
        long now = System.currentTimeMillis();
        for (Fields info : infos.subList(begin, infos.size())) {
            Optional<DiagnosisText> diagnosis = DiagnosisText.of(fleet, info);
            if (!rows.add(text(info, diagnosis, now), structured(info, diagnosis, now))) {
                break;
            }
        }
        int next = begin + rows.size();
        int left = infos.size() - next;
        Optional<String> cursor = left == 0 ? Optional.empty() : Optional.of(paging.cursor(Integer.toString(next)));
        return ToolResult.of(
                rows.text("", left, cursor),
                rows.structured("processes", left, cursor).build());
    }

    private String text(Fields info, Optional<DiagnosisText> diagnosis, long now) {
        ProcessSnapshot process = ProcessSnapshot.of(info);
        ProcessSpec spec = ProcessSpec.of(info.fields("spec"));
        List<String> lines = new ArrayList<>();
        lines.add(ProcessText.COLUMNS);
        lines.add(ProcessText.line(process));
        if (process.status().isAlive()) {
            lines.add("since " + Words.when(process.startedAtMillis(), now));
        }
        for (Life life : lastLives(info)) {
            lines.add("ended " + Words.when(life.endMillis(), now) + " after "
                    + Words.length(life.endMillis() - life.startMillis()) + ": " + life.reason() + peak(life));
        }
        diagnosis.ifPresent(it -> lines.addAll(it.lines(now)));
        lines.add(SecretText.masked("runs "
                                + process.interpreter().map(it -> it + " ").orElse("") + process.script() + " "
                                + String.join(" ", process.args()))
                        .strip()
                + " in " + process.cwd());
        lines.add("restart " + spec.restart().mode().wire()
                + spec.registration().origin().map(it -> ", from " + it).orElse("")
                + spec.registration().owner().map(it -> ", started by " + it).orElse(""));
        if (!spec.environment().own().isEmpty()) {
            lines.add("env "
                    + SecretText.masked(spec.environment().own(), fleet.secrets())
                            .asMap());
        }
        lines.add("logs " + process.outLog() + " " + process.errLog());
        return String.join("\n", lines);
    }

    private static String peak(Life life) {
        return life.peakBytes() == 0 ? "" : ", peak " + Words.bytes(life.peakBytes());
    }

    /** The latest first. */
    private static List<Life> lastLives(Fields info) {
        List<Life> lives = info.list("lives").stream().map(Life::of).toList();
        return lives.subList(Math.max(0, lives.size() - LIVES), lives.size()).reversed();
    }

    private Fields structured(Fields info, Optional<DiagnosisText> diagnosis, long now) {
        ProcessSnapshot process = ProcessSnapshot.of(info);
        Fields.Builder fields = Fields.builder().putAll(ProcessText.fields(process));
        if (process.status().isAlive()) {
            fields.put("since", Words.instant(process.startedAtMillis()));
        }
        diagnosis.ifPresent(it -> fields.put("diagnosis", it.fields()));
        ProcessSpec spec = ProcessSpec.of(info.fields("spec"));
        return fields.putList(
                        "lives",
                        lastLives(info).stream().map(it -> life(it, now)).toList())
                .put("script", process.script())
                .putTexts(
                        "args", process.args().stream().map(SecretText::masked).toList())
                .put("cwd", process.cwd())
                .putOptional("interpreter", process.interpreter())
                .put("restart", spec.restart().mode().wire())
                .putOptional("config", spec.registration().origin())
                .putOptional("owner", spec.registration().owner().map(ProcessName::value))
                .put("env", SecretText.masked(spec.environment().own(), fleet.secrets()))
                .put("out_log", process.outLog())
                .put("err_log", process.errLog())
                .build();
    }

    private static Fields life(Life life, long now) {
        return Fields.builder()
                .put("ended", Words.instant(life.endMillis()))
                .put("ago", Words.length(now - life.endMillis()))
                .put("lasted", Words.length(life.endMillis() - life.startMillis()))
                .put("exit", life.exit().reason())
                .put("reason", life.reason())
                .build();
    }
}
