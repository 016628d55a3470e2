package dev.velos.mcp.process;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import dev.velos.mcp.tool.Words;

/** A process in few words. */
final class ProcessText {
    static final String COLUMNS = "name status pid cpu mem up restarts reason";

    private ProcessText() {}

    /** One line, by {@link #COLUMNS}; what does not run has only its status, restarts and reason. */
    static String line(ProcessSnapshot process) {
        StringBuilder line = new StringBuilder(process.displayName())
                .append(' ')
                .append(process.status().wire());
        if (process.status().isAlive()) {
            process.pid().ifPresent(pid -> line.append(' ').append(pid));
            line.append(' ')
                    .append(Words.percent(process.cpu()))
                    .append(' ')
                    .append(Words.bytes(process.memory()))
                    .append(' ')
                    .append(Words.length(process.uptimeMillis()));
        }
        line.append(' ').append(process.restarts());
        if (!process.reason().isEmpty()) {
            line.append(' ').append(process.reason());
        }
        return line.toString();
    }

    /** The same as an object. */
    static Fields fields(ProcessSnapshot process) {
        Fields.Builder fields = Fields.builder()
                .put("id", process.id())
                .put("name", process.displayName())
                .put("status", process.status().wire());
        if (process.status().isAlive()) {
            fields.putOptional("pid", process.pid())
                    .put("cpu", Math.round(process.cpu() * 10) / 10.0)
                    .put("mem", Words.bytes(process.memory()))
                    .put("up", Words.length(process.uptimeMillis()));
        }
        fields.put("restarts", process.restarts());
        if (!process.reason().isEmpty()) {
            fields.put("reason", process.reason());
        }
        return fields.build();
    }
}
