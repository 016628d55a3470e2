package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.reload.Outcome;
import dev.velos.daemon.reload.ReloadRequest;
import dev.velos.daemon.reload.Reloads;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import dev.velos.daemon.supervise.Supervisor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code reload}: replaces instances by new ones, without a moment in which nobody serves. Owned by the loop. */
final class ReloadHandler implements Handler {
    /** Lines of output shown beside a failed reload. */
    private static final int LAST_LINES = 20;

    private final Supervisor supervisor;
    private final Reloads reloads;
    private final Verdicts verdicts;

    ReloadHandler(Supervisor supervisor, Reloads reloads, Verdicts verdicts) {
        this.supervisor = supervisor;
        this.reloads = reloads;
        this.verdicts = verdicts;
    }

    @Override
    public void handle(Fields fields, Answer answer) {
        OptionalInt parallel = parallel(fields);
        Targets targets = Targets.of(fields, supervisor);
        Map<ManagedProcess, ReloadRequest> requests = new HashMap<>();
        byName(targets.found())
                .forEach((name, processes) -> requests.putAll(
                        begin(name, new ReloadRequest(processes, Optional.empty(), parallel), processes)));
        List<ActionResult> results = new ArrayList<>(targets.missing());
        if (!fields.flag("wait", true)) {
            targets.found().forEach(process -> results.add(verdicts.done(process)));
            answer.succeed(PendingAction.results(results));
            return;
        }
        PendingAction.await(
                supervisor, answer, process -> verdict(requests.get(process), process), targets.found(), results);
    }

    private static OptionalInt parallel(Fields fields) {
        int parallel = fields.smallInteger("parallel", 0);
        if (fields.has("parallel") && (parallel < 1 || parallel > ProcessSpec.MAX_INSTANCES)) {
            throw Failure.invalidRequest(
                            "A reload of " + parallel + " at once is not possible.",
                            "Use 1 to " + ProcessSpec.MAX_INSTANCES + ".")
                    .asException();
        }
        return fields.has("parallel") ? OptionalInt.of(parallel) : OptionalInt.empty();
    }

    private static Map<ProcessName, List<ManagedProcess>> byName(Collection<ManagedProcess> processes) {
        Map<ProcessName, List<ManagedProcess>> byName = new LinkedHashMap<>();
        processes.forEach(process -> byName.computeIfAbsent(process.spec().name(), _ -> new ArrayList<>())
                .add(process));
        return byName;
    }

    /** Replaces processes of one name by such that are led by another spec. */
    Map<ManagedProcess, ReloadRequest> begin(Collection<ManagedProcess> processes, ProcessSpec spec) {
        return processes.isEmpty()
                ? Map.of()
                : begin(spec.name(), new ReloadRequest(processes, Optional.of(spec), OptionalInt.empty()), processes);
    }

    private Map<ManagedProcess, ReloadRequest> begin(
            ProcessName name, ReloadRequest request, Collection<ManagedProcess> processes) {
        Map<ManagedProcess, ReloadRequest> requests = new HashMap<>();
        processes.forEach(process -> requests.put(process, request));
        reloads.begin(name, request);
        return requests;
    }

    /** What became of a process in the reload that it is part of. */
    Optional<ActionResult> verdict(ReloadRequest request, ManagedProcess process) {
        return request.of(process).map(this::result);
    }

    private ActionResult result(Outcome outcome) {
        ManagedProcess process = outcome.current();
        if (outcome.problem().isEmpty()) {
            return verdicts.done(process);
        }
        ProcessSnapshot snapshot = verdicts.done(process).snapshot().orElseThrow();
        List<String> lines = process.capture().lastLines(LAST_LINES);
        String running = process.state() instanceof ProcessState.Online ? " The old one runs on." : "";
        return new ActionResult(
                process.displayName(),
                Optional.of(snapshot),
                Optional.of(Failure.spawnFailed(
                        "\"" + process.displayName() + "\" is not reloaded: "
                                + outcome.problem().get() + "." + running,
                        remedy(process, lines))),
                lines);
    }

    /** A program that opens the port itself cannot run twice. */
    private static String remedy(ManagedProcess process, List<String> lines) {
        boolean isTaken = lines.stream().anyMatch(TakenPort::isSign);
        if (!isTaken) {
            return "\"velos logs " + process.displayName() + "\" shows all that it wrote.";
        }
        if (process.spec().balancing().isOn()) {
            return "It opens a port of its own choice, which the old one has, instead of the one that PORT names.";
        }
        return process.spec().listening().sockets().isEmpty()
                ? "It opens its port itself, which the old one has. Let Velos open it (listen), or end the old one first:"
                        + " reload.max_surge = 0."
                : "It opens the port itself instead of taking the socket that it is handed (descriptor 3, LISTEN_FDS).";
    }
}
