package dev.velos.client.diagnosis;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessStatus;
import dev.velos.core.process.RestartCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a process stands as it does: the likeliest explanation first. Pure. */
public final class Diagnosis {
    /** It says nothing more where the error says it. */
    private static final String PLAIN_EXIT = "exit";

    private static final int LOOP = 3;
    private static final long SHORT_LIFE_MILLIS = 10_000;

    private Diagnosis() {}

    /** At least one finding. */
    public static List<Finding> of(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        if (hasFailed(evidence)) {
            errorText(evidence).ifPresent(findings::add);
            byExit(evidence)
                    .filter(it -> findings.isEmpty() || !it.rule().equals(PLAIN_EXIT))
                    .ifPresent(findings::add);
        }
        condition(evidence.process()).ifPresent(findings::add);
        loop(evidence).ifPresent(findings::add);
        if (findings.isEmpty()) {
            findings.add(standing(evidence));
        }
        return List.copyOf(findings);
    }

    private static boolean hasFailed(Evidence evidence) {
        return evidence.lastLife().filter(Life::isUnwished).isPresent()
                && !evidence.lastExit().filter(ExitStatus::isSuccess).isPresent();
    }

    private static Optional<Finding> errorText(Evidence evidence) {
        for (ErrorRule rule : ErrorRule.values()) {
            Optional<Finding> found = rule.find(evidence.lastError());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> byExit(Evidence evidence) {
        Optional<Finding> byCause = RestartCause.kindOf(evidence.reason()).flatMap(kind -> byCause(kind, evidence));
        return byCause.isPresent() ? byCause : evidence.lastExit().flatMap(Diagnosis::byStatus);
    }

    private static Optional<Finding> byCause(RestartCause.Kind kind, Evidence evidence) {
        String reason = evidence.reason();
        return switch (kind) {
            case MEMORY ->
                found(
                        "max-memory",
                        "It took more memory than max_memory lets it (" + reason + ").",
                        "Find the leak (velos logs --around the end), or raise max_memory.");
            case NOT_READY ->
                found(
                        "ready-timeout",
                        "It was not ready in time (" + reason + ").",
                        "See in its log how far it gets; raise ready_timeout where it only is slow.");
            case UNHEALTHY ->
                found(
                        "health-check",
                        "Its health check failed (" + reason + ").",
                        "Try the probe by hand; mend the program, or timeout and retries of the check.");
            case WATCHDOG ->
                found(
                        "watchdog",
                        "It did not tell in time that it is well (" + reason + ").",
                        "It hangs, or its WATCHDOG=1 comes too seldom for watchdog in velos.toml.");
            case USER, UPDATE, RELOAD, WATCH, SCHEDULE, MAX_AGE, DEPENDENCY, OWED -> Optional.empty();
        };
    }

    private static Optional<Finding> byStatus(ExitStatus exit) {
        if (exit instanceof ExitStatus.NotStarted(String message)) {
            return found("not-started", "It could not be started: " + message, "");
        }
        if (exit instanceof ExitStatus.Signal(int number)) {
            return bySignal(number, exit.reason());
        }
        return exit instanceof ExitStatus.Code(int code) ? byCode(code) : Optional.empty();
    }

    private static Optional<Finding> bySignal(int number, String name) {
        return switch (number) {
            case 9 -> killed("It was killed by SIGKILL, and not by Velos.");
            case 15, 1, 2 -> terminated("It was ended by " + name + ", which Velos did not send.");
            default ->
                found(
                        "crash",
                        "It crashed with " + name + ".",
                        "Look for a core dump, a native module, or a full stack.");
        };
    }

    private static Optional<Finding> byCode(int code) {
        return switch (code) {
            case 0 -> Optional.empty();
            case 126 ->
                found(
                        "not-executable",
                        "Exit 126: what it calls may not be executed.",
                        "chmod +x it, or name the interpreter; check noexec mounts.");
            case 127 ->
                found(
                        "command-not-found",
                        "Exit 127: a command that it calls is not on its PATH.",
                        "Install it, or set PATH; \"velos env\" shows the PATH that it has.");
            case 137 -> killed("Exit 137: a program within it was killed by SIGKILL.");
            case 143 -> terminated("Exit 143: a program within it was ended by SIGTERM.");
            default ->
                found(
                        PLAIN_EXIT,
                        "It ended with exit code " + code + ".",
                        "Its last error and its log tell why: velos logs.");
        };
    }

    private static Optional<Finding> killed(String what) {
        return found(
                "killed",
                what,
                "The kernel does so where memory runs out (dmesg, cgroup limits); set max_memory to be"
                        + " restarted before that.");
    }

    private static Optional<Finding> terminated(String what) {
        return found("terminated", what, "See who else stops it: a script, a supervisor of its own, a shutdown.");
    }

    private static Optional<Finding> condition(ProcessSnapshot process) {
        if (!process.condition().awaits().isEmpty()) {
            boolean runs = process.status().isAlive();
            return found(
                    runs ? "not-ready-yet" : "dependency",
                    "It waits for " + process.condition().awaits() + ".",
                    runs ? "Its log shows how far it is." : "See how that stands: velos list.");
        }
        return process.condition().isUnhealthy()
                ? found(
                        "unhealthy",
                        "Its health check fails now: " + process.condition().problem() + ".",
                        "Try the probe by hand.")
                : Optional.empty();
    }

    private static Optional<Finding> loop(Evidence evidence) {
        long fast = evidence.lives().stream()
                .filter(life -> life.isUnwished() && life.endMillis() - life.startMillis() < SHORT_LIFE_MILLIS)
                .count();
        if (fast < LOOP) {
            return Optional.empty();
        }
        boolean isGivenUp = evidence.process().status() == ProcessStatus.ERRORED;
        return found(
                "crash-loop",
                "Its last " + fast + " lives ended within seconds"
                        + (isGivenUp ? ", and Velos gave it up." : "; each restart waits longer."),
                isGivenUp ? "Mend it, then: velos restart " + evidence.process().name() + "." : "");
    }

    private static Finding standing(Evidence evidence) {
        ProcessSnapshot process = evidence.process();
        String reason = evidence.reason().isEmpty() ? "" : " (" + evidence.reason() + ")";
        return switch (process.status()) {
            case ONLINE, LAUNCHING, STOPPING ->
                new Finding(
                        Finding.FINE,
                        "It runs"
                                + (reason.isEmpty() ? "." : "; it was restarted last for: " + evidence.reason() + "."),
                        "");
            case STOPPED ->
                new Finding(
                        Finding.STOPPED,
                        "It was stopped" + reason + ".",
                        "velos start " + process.name() + " starts it.");
            case COMPLETED -> new Finding(Finding.COMPLETED, "It has ended as it was meant to" + reason + ".", "");
            case WAITING, ERRORED ->
                new Finding(
                        "down",
                        "It is " + process.status().wire() + reason + ".",
                        "velos logs " + process.name() + " tells more.");
        };
    }

    private static Optional<Finding> found(String rule, String what, String advice) {
        return Optional.of(new Finding(rule, what, advice));
    }
}
