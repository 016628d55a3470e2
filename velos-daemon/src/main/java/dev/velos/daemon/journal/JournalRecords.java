package dev.velos.daemon.journal;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.process.RestartCause;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.supervise.Child;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.Keeper;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import dev.velos.daemon.supervise.ProcessState.Completed;
import dev.velos.daemon.supervise.ProcessState.Stopping;
import dev.velos.daemon.supervise.ProcessState.Sweeping;
import dev.velos.daemon.supervise.RecordedProcess;
import dev.velos.daemon.supervise.Tally;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The forms of the journal's records, written and read. Stateless. */
final class JournalRecords {
    static final String KIND = "kind";
    static final String BOOT = "boot";
    static final String ENVIRONMENT = "env";
    static final String SPEC = "spec";
    static final String STATE = "state";
    static final String LIFE = "life";
    static final String FORGOTTEN = "forgotten";
    static final String GONE = "gone";
    static final String EXCHANGED = "exchanged";
    static final String KEEPERS = "keepers";
    static final String CLOSING = "closing";

    private static final long NANOS_PER_MILLI = 1_000_000;

    private JournalRecords() {}

    static Fields boot(String bootId) {
        return Fields.builder().put(KIND, BOOT).put("boot", bootId).build();
    }

    static Fields environment(long number, Map<String, String> variables) {
        return Fields.builder()
                .put(KIND, ENVIRONMENT)
                .put("number", number)
                .put("vars", Fields.ofTexts(variables))
                .build();
    }

    static Fields spec(ManagedProcess process, long environment) {
        return Fields.builder()
                .put(KIND, SPEC)
                .put("id", process.key())
                .put("instance", process.instance())
                .put("env", environment)
                .put("spec", process.latestSpec().toBriefFields())
                .build();
    }

    /** What is nothing yet is left out: three of them are written for every process that starts. */
    static Fields state(ManagedProcess process, long nowNanos) {
        ProcessState state = process.state();
        Tally tally = state.tally();
        Fields.Builder builder = Fields.builder()
                .put(KIND, STATE)
                .put("id", process.key())
                .put("goal", process.goal() == Goal.UP)
                .put("status", recorded(state).wire());
        putCount(builder, "incarnation", tally.incarnation());
        putCount(builder, "restarts", tally.restarts());
        putCount(builder, "unstable", tally.unstable());
        putCount(builder, "started_at_ms", process.startedAtMillis());
        if (!tally.reason().isEmpty()) {
            builder.put("reason", tally.reason());
        }
        cause(state).ifPresent(cause -> builder.put("cause", cause.wire()));
        latestChild(state).ifPresent(child -> builder.put("pid", child.pid()).put("start_ticks", child.startTicks()));
        if (state instanceof ProcessState.Waiting waiting) {
            builder.put("wait_ms", Math.max(0, waiting.deadlineNanos() - nowNanos) / NANOS_PER_MILLI);
        }
        if (state instanceof ProcessState.Scheduled) {
            builder.put("wait_ms", RecordedProcess.FOR_ITS_SCHEDULE);
        }
        if (state instanceof Sweeping sweeping) {
            builder.put("sweeping", true).put("end", sweeping.end().status().wire());
        }
        if (state instanceof Completed completed) {
            builder.put("end", completed.end().wire());
        }
        return builder.build();
    }

    private static void putCount(Fields.Builder builder, String name, long count) {
        if (count != 0) {
            builder.put(name, count);
        }
    }

    /** What is held up is to be started, and nothing of it runs: for the next daemon it is as one that is down. */
    private static ProcessStatus recorded(ProcessState state) {
        return state instanceof ProcessState.Held ? ProcessStatus.STOPPED : state.status();
    }

    private static Optional<RestartCause> cause(ProcessState state) {
        return state instanceof Sweeping sweeping
                ? sweeping.end().restart()
                : state instanceof Stopping stopping ? stopping.cause() : Optional.empty();
    }

    private static Optional<Child> latestChild(ProcessState state) {
        return state instanceof Sweeping sweeping ? Optional.of(sweeping.program()) : state.child();
    }

    /** A line of the history: the shortest form, for a program that crashes all day writes many. */
    static Fields life(ManagedProcess process, Life life) {
        return Fields.builder()
                .put(KIND, LIFE)
                .put("id", process.id())
                .put("n", life.incarnation())
                .put("start", life.startMillis())
                .put("ms", life.endMillis() - life.startMillis())
                .put("exit", life.exit().wire())
                .put("why", life.reason())
                .put("peak", life.peakBytes())
                .build();
    }

    static Life life(Fields record) {
        long start = record.integer("start");
        return new Life(
                record.integer("n"),
                start,
                start + record.integer("ms"),
                ExitStatus.ofWire(record.text("exit")).orElseGet(ExitStatus.Unknown::new),
                record.text("why"),
                record.integer("peak"));
    }

    /** The lives so far are not told any more. */
    static Fields forgotten(ManagedProcess process) {
        return Fields.builder().put(KIND, FORGOTTEN).put("id", process.id()).build();
    }

    static Fields gone(ManagedProcess process) {
        return Fields.builder().put(KIND, GONE).put("id", process.key()).build();
    }

    /** The records of the one are those of the other from now on, and the other way round. */
    static Fields exchanged(long one, long other) {
        return Fields.builder()
                .put(KIND, EXCHANGED)
                .put("id", one)
                .put("with", other)
                .build();
    }

    static Fields keepers(List<Keeper> keepers) {
        return Fields.builder()
                .put(KIND, KEEPERS)
                .putTexts("pids", keepers.stream().map(Keeper::text).toList())
                .build();
    }

    static Fields closing(Closing closing) {
        return Fields.builder()
                .put(KIND, CLOSING)
                .put("cause", closing.cause().name())
                .putTexts(
                        "up", closing.up().stream().map(id -> Long.toString(id)).toList())
                .build();
    }

    static Closing closing(Fields record) {
        Closing.Cause cause = record.text("cause").equals(Closing.Cause.KILLED.name())
                ? Closing.Cause.KILLED
                : Closing.Cause.TERMINATED;
        return new Closing(cause, record.texts("up").stream().map(Long::valueOf).toList());
    }

    /** @param spec the fields of the latest spec record of that process */
    static RecordedProcess process(
            Fields spec, Fields state, Map<String, String> environment, Goal goal, List<Life> lives) {
        Tally tally = new Tally(
                state.integer("incarnation", 0),
                state.integer("restarts", 0),
                (int) state.integer("unstable", 0),
                state.optionalText("reason").orElse(""));
        Optional<Child> child = state.has("pid")
                ? Optional.of(new Child(state.integer("pid"), state.integer("start_ticks"), tally.incarnation()))
                : Optional.empty();
        return new RecordedProcess(
                spec.integer("id"),
                (int) spec.integer("instance"),
                ProcessSpec.of(spec.fields("spec")).inheriting(environment),
                goal,
                ProcessStatus.ofWire(state.text("status")),
                tally,
                child,
                state.flag("sweeping", false),
                state.optionalText("end").flatMap(ExitStatus::ofWire).orElseGet(ExitStatus.Unknown::new),
                state.optionalText("cause").flatMap(RestartCause::ofWire),
                state.integer("wait_ms", 0),
                state.integer("started_at_ms", 0),
                lives);
    }
}
