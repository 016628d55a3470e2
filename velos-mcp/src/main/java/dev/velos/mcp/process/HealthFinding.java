package dev.velos.mcp.process;

import dev.velos.core.process.Condition;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import dev.velos.mcp.tool.Words;
import java.util.Locale;

/** How one process does, and why that is thought: by its status, its readiness and its health probe. */
record HealthFinding(ProcessSnapshot process, Verdict verdict, String why) {
    /** One that was restarted and has run for less is not yet well. */
    private static final long SETTLED_MILLIS = 60_000;

    /** The worst first. */
    enum Verdict {
        BAD,
        WARN,
        OK;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static HealthFinding of(ProcessSnapshot process) {
        String reason = clause(process.reason());
        String awaits = process.condition().awaits().isEmpty()
                ? ""
                : ", waits for " + process.condition().awaits();
        return switch (process.status()) {
            case ERRORED -> new HealthFinding(process, Verdict.BAD, "given up" + reason);
            case WAITING ->
                process.restarts() > 0 || awaits.isEmpty()
                        ? new HealthFinding(
                                process,
                                Verdict.BAD,
                                "crashed, will be tried again, restarts " + process.restarts() + reason)
                        : new HealthFinding(process, Verdict.WARN, "not started" + awaits);
            case LAUNCHING ->
                process.restarts() > 0
                        ? new HealthFinding(
                                process, Verdict.BAD, "starts again, restarts " + process.restarts() + reason + awaits)
                        : new HealthFinding(process, Verdict.WARN, "not up yet" + reason + awaits);
            case STOPPING -> new HealthFinding(process, Verdict.WARN, "stopping" + reason);
            case STOPPED -> new HealthFinding(process, Verdict.OK, "stopped on purpose");
            case COMPLETED -> new HealthFinding(process, Verdict.OK, "completed" + reason);
            case ONLINE -> online(process, reason);
        };
    }

    private static HealthFinding online(ProcessSnapshot process, String reason) {
        Condition condition = process.condition();
        String up = "up " + Words.length(process.uptimeMillis());
        if (condition.isUnhealthy()) {
            return new HealthFinding(process, Verdict.BAD, up + ", unhealthy" + clause(condition.problem()));
        }
        if (!condition.problem().isEmpty()) {
            return new HealthFinding(
                    process, Verdict.WARN, up + ", its last health probe failed" + clause(condition.problem()));
        }
        if (process.restarts() > 0 && process.uptimeMillis() < SETTLED_MILLIS) {
            return new HealthFinding(process, Verdict.WARN, up + ", restarts " + process.restarts() + reason);
        }
        String health = condition.health().map(it -> ", " + it.wire()).orElse("");
        return new HealthFinding(process, Verdict.OK, up + health);
    }

    private static String clause(String text) {
        return text.isEmpty() ? "" : ", " + text;
    }

    String line() {
        return process.displayName() + " " + verdict.word() + ": " + why;
    }

    Fields fields() {
        return Fields.builder()
                .put("name", process.displayName())
                .put("verdict", verdict.word())
                .put("why", why)
                .build();
    }
}
