package dev.velos.cli.command;

import dev.velos.cli.output.AiKey;
import dev.velos.cli.output.Amounts;
import dev.velos.cli.output.Answer;
import dev.velos.cli.output.ProcessBrief;
import dev.velos.cli.output.Screen;
import dev.velos.cli.output.Style;
import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.Failure;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Prints what became of each process, and says how the command went as a whole. */
final class ActionReport {
    /** What was asked for, which decides the word for having got it. */
    enum Wanted {
        UP(""),
        DOWN("stopped"),
        GONE("deleted"),
        RESET("reset"),
        SIGNALLED("was sent the signal"),
        SENT("was sent the text"),
        LOGS_EMPTY("logs emptied");

        private final String done;

        Wanted(String done) {
            this.done = done;
        }
    }

    /** As many lines are taken in at a glance; more are summed up. */
    private static final int FEW = 2;

    private final Screen screen;
    private final Wanted wanted;
    private final Map<String, PlannedStep> steps;

    ActionReport(Screen screen, Wanted wanted) {
        this(screen, wanted, Map.of());
    }

    private ActionReport(Screen screen, Wanted wanted, Map<String, PlannedStep> steps) {
        this.screen = screen;
        this.wanted = wanted;
        this.steps = steps;
    }

    /** The same, which says of each process what the plan made of it. */
    ActionReport explainedBy(ConfigPlan plan) {
        Map<String, PlannedStep> byName = new HashMap<>();
        plan.steps().forEach(step -> byName.put(step.name(), step));
        return new ActionReport(screen, wanted, byName);
    }

    /** @param elapsedMillis what the whole request took */
    ExitCode print(List<ActionResult> results, long elapsedMillis) {
        return print(List.of(), results, elapsedMillis);
    }

    /** @param already those that were found as they were wanted */
    ExitCode print(List<ActionResult> already, List<ActionResult> results, long elapsedMillis) {
        List<ActionResult> all = new ArrayList<>(already);
        all.addAll(results);
        Answer.list(AiKey.PROCESSES, () -> rows(all, ActionResult::toFields), () -> rows(all, ActionReport::brief))
                .print(screen, () -> {
                    printAlready(already, elapsedMillis);
                    printText(results, elapsedMillis);
                    if (all.isEmpty()) {
                        screen.out().line("There are no processes.");
                    }
                });
        return exitCode(results);
    }

    /** Done, not-found where that is all that went wrong, else failed. */
    static ExitCode exitCode(List<ActionResult> results) {
        ExitCode code = ExitCode.DONE;
        for (ActionResult result : results) {
            if (result.failure().isPresent()) {
                boolean unknown = result.failure().get().code() == ErrorCode.NOT_FOUND;
                code = unknown && code != ExitCode.FAILED ? ExitCode.NOT_FOUND : ExitCode.FAILED;
            }
        }
        return code;
    }

    private List<Fields> rows(List<ActionResult> results, Function<ActionResult, Fields> row) {
        List<Fields> objects = new ArrayList<>(results.size());
        for (ActionResult result : results) {
            Optional<PlannedStep> step = step(result);
            objects.add(step.isEmpty() ? row.apply(result) : explained(row.apply(result), step.get()));
        }
        return objects;
    }

    private static Fields explained(Fields row, PlannedStep step) {
        List<String> keys = new ArrayList<>();
        step.changes().forEach(change -> keys.add(change.key()));
        return Fields.builder()
                .putAll(row)
                .put("change", step.word())
                .putTexts("keys", keys)
                .build();
    }

    private static Fields brief(ActionResult result) {
        Fields.Builder row = Fields.builder().put("process", result.process());
        result.snapshot().ifPresent(process -> row.putAll(ProcessBrief.standing(process)));
        result.toFields().optionalFields("failure").ifPresent(failure -> row.put("failure", failure));
        return row.putTexts("last_lines", result.lastLines()).build();
    }

    private Optional<PlannedStep> step(ActionResult result) {
        String name = result.snapshot().map(ProcessSnapshot::name).orElse(result.process());
        return Optional.ofNullable(steps.get(name));
    }

    /** Many that were as they should be are summed up: what was done is what somebody wants to see. */
    private void printAlready(List<ActionResult> already, long elapsedMillis) {
        if (already.size() > FEW && !steps.isEmpty()) {
            screen.out()
                    .line(screen.doneMark() + " " + already.size() + " processes unchanged"
                            + (already.size() == steps.size() ? ", in " + Amounts.duration(elapsedMillis) : ""));
            return;
        }
        for (ActionResult result : already) {
            screen.out().line(done(result) + (steps.isEmpty() ? ", as it was" : ", unchanged"));
        }
    }

    private void printText(List<ActionResult> results, long elapsedMillis) {
        String time = results.size() == 1 && wanted == Wanted.UP ? " in " + Amounts.duration(elapsedMillis) : "";
        int failed = 0;
        for (ActionResult result : results) {
            if (result.failure().isPresent()) {
                failed++;
                printFailure(result, result.failure().get());
            } else {
                screen.out().line(done(result) + time + note(result));
            }
        }
        if (results.size() > FEW) {
            screen.out().line(summary(results.size(), failed, elapsedMillis));
        }
    }

    private static String summary(int all, int failed, long elapsedMillis) {
        String start = all + " processes in " + Amounts.duration(elapsedMillis);
        return failed == 0 ? start : start + ", " + failed + " of them failed";
    }

    private String note(ActionResult result) {
        Optional<PlannedStep> step = step(result);
        return step.isEmpty() ? "" : " (" + step.get().note() + ")";
    }

    private String done(ActionResult result) {
        String start = screen.doneMark() + " " + screen.paint(Style.BOLD, result.process()) + " ";
        if (step(result).filter(it -> it.kind() == PlannedStep.Kind.REMOVED).isPresent()) {
            return start + Wanted.GONE.done;
        }
        if (wanted != Wanted.UP || result.snapshot().isEmpty()) {
            return start + wanted.done;
        }
        ProcessSnapshot process = result.snapshot().get();
        String status = screen.paint(colour(process.status()), process.status().wire());
        return process.pid().isPresent()
                ? start + status + " pid " + process.pid().getAsLong()
                : start + status;
    }

    private static Style colour(ProcessStatus status) {
        return status == ProcessStatus.ONLINE ? Style.GREEN : Style.YELLOW;
    }

    private void printFailure(ActionResult result, Failure failure) {
        screen.out().flush();
        String named = failure.message().contains(result.process()) ? "" : result.process() + ": ";
        screen.err().line(screen.failedMark() + " " + named + failure.message());
        if (!failure.remedy().isEmpty()) {
            screen.err().line("  " + failure.remedy());
        }
        if (!result.lastLines().isEmpty()) {
            screen.err().line("  Its last lines:");
        }
        for (String line : result.lastLines()) {
            screen.err().line("    " + line);
        }
        screen.err().flush();
    }

    /** The time since a moment of {@link System#nanoTime()}. */
    static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
