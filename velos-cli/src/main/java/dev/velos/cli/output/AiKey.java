package dev.velos.cli.output;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The short keys of {@link OutputMode#AI}, documented in docs/agents.md. A key that is none of these is that of JSON. */
public enum AiKey {
    PROCESS("process", "p", Kind.AS_IS, "process: `api`, or `api:1` where it has several instances"),
    PROCESSES("processes", "ps", Kind.AS_IS, "processes, one object each; in what the daemon says of itself, how many"),
    STATUS("status", "st", Kind.AS_IS, "status, as in `velos list`"),
    MEMORY("memory", "mem", Kind.BYTES, "memory of it and all that it has started"),
    CPU("cpu", "cpu", Kind.TENTHS, "percent of one core"),
    UPTIME("uptime_ms", "up", Kind.DURATION, "for how long it has been running"),
    RESTARTS("restarts", "rs", Kind.AS_IS, "restarts since a user started it"),
    REASON("reason", "why", Kind.AS_IS, "why it is as it is, why it was restarted last, or why something happened"),
    NAMESPACE("namespace", "ns", Kind.AS_IS, "namespace"),
    HEALTH_PROBLEM("health_problem", "bad", Kind.AS_IS, "why it is not healthy"),
    AWAITS("awaits", "for", Kind.AS_IS, "what it waits for"),
    DROPPED_BYTES("dropped_bytes", "lost", Kind.BYTES, "log bytes lost because the disk was full"),
    NEXT_RUN("next_run_ms", "next", Kind.MOMENT, "when its schedule runs it"),
    COMMAND("command", "run", Kind.AS_IS, "what it runs, as one line"),
    CONFIG("config", "cfg", Kind.MAP, "the velos.toml that it comes from; in `config`, settings and their values"),
    OWNER("owner", "own", Kind.AS_IS, "the agent that has started it"),
    SPEC("spec", "set", Kind.MAP, "what is set for it other than by default, under the names of JSON"),
    LIVES("lives", "ends", Kind.AS_IS, "how it ended, the latest first"),
    LASTED("lasted_ms", "ran", Kind.DURATION, "how long that life lasted"),
    OUT_LOG("out_log", "out", Kind.AS_IS, "file with its stdout"),
    ERR_LOG("err_log", "elog", Kind.AS_IS, "file with its stderr"),
    EVENTS("events", "ev", Kind.AS_IS, "events, in their order"),
    EVENT("event", "e", Kind.AS_IS, "what happened"),
    TIME("at_ms", "t", Kind.MOMENT, "when, in local time"),
    CHANGE(
            "change",
            "ch",
            Kind.AS_IS,
            "what velos.toml made of it: new, reloaded, updated, started, unchanged, removed"),
    KEYS("keys", "keys", Kind.AS_IS, "the keys of velos.toml that differ"),
    FAILURE("failure", "error", Kind.AS_IS, "what went wrong: `code`, `message`, `remedy`"),
    LAST_LINES("last_lines", "last", Kind.AS_IS, "the last lines of one that did not come up, or of a run"),
    ENVIRONMENT("env", "env", Kind.MAP, "variables"),
    INHERITED("inherited", "inh", Kind.MAP, "variables that it has inherited"),
    METRICS("metrics", "mx", Kind.MAP, "what the program tells of itself"),
    NOTES("notes", "notes", Kind.MAP, "what could not be done for it"),
    PROBLEMS(
            "problems",
            "problems",
            Kind.AS_IS,
            "what is wrong with velos.toml: `at` (line:column), `message`, `remedy`"),
    FINDINGS("findings", "because", Kind.AS_IS, "why it is so, the likeliest first: `rule`, `what`, what to `try`"),
    LAST_ERROR("last_error", "le", Kind.AS_IS, "the last error in its logs: when, and its `text` with the stack trace"),
    CHANGES("changes", "done", Kind.AS_IS, "what was done to it from outside"),
    STARTED("started_at_ms", "since", Kind.MOMENT, "since when"),
    EXIT_CODE("exit_code", "code", Kind.AS_IS, "exit code"),
    WAITED("waited_ms", "took", Kind.DURATION, "how long it took"),
    INCARNATION("incarnation", "life", Kind.AS_IS, "which life of the process");

    /** How a value is made shorter. */
    enum Kind {
        AS_IS,
        /** Milliseconds, as {@code 3m5s}. */
        DURATION,
        /** As {@code 12.3M}. */
        BYTES,
        /** Milliseconds since 1970, as local time to the second. */
        MOMENT,
        /** To one decimal. */
        TENTHS,
        /** An object whose keys are not ours. */
        MAP
    }

    private static final Map<String, AiKey> BY_NAME = new HashMap<>();

    static {
        for (AiKey key : values()) {
            BY_NAME.put(key.json, key);
        }
    }

    private final String json;
    private final String brief;
    private final Kind kind;
    private final String meaning;

    AiKey(String json, String brief, Kind kind, String meaning) {
        this.json = json;
        this.brief = brief;
        this.kind = kind;
        this.meaning = meaning;
    }

    static Optional<AiKey> of(String json) {
        return Optional.ofNullable(BY_NAME.get(json));
    }

    /** What {@code --json} calls it. */
    String json() {
        return json;
    }

    /** What {@code --ai} calls it. */
    String brief() {
        return brief;
    }

    Kind kind() {
        return kind;
    }

    /** A row of the table in the documentation. */
    String row() {
        return "| `" + brief + "` | " + (brief.equals(json) ? "" : "`" + json + "`") + " | " + meaning + " |";
    }
}
