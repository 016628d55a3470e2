package dev.velos.daemon.session;

import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An answer that waits until each of several processes, side by side, has got where it was sent or will not get
 * there. Owned by the loop. Where the asker goes away, it is dropped; what was asked goes on.
 */
final class PendingAction implements Supervisor.Observer {
    /** Says what became of a process; empty while that is open. */
    interface Verdict {
        Optional<ActionResult> of(ManagedProcess process);
    }

    private final Answer answer;
    private final Verdict verdict;
    private final Set<ManagedProcess> open;
    private final List<ActionResult> results;
    private final Runnable leave;
    private boolean done;

    private PendingAction(
            Supervisor supervisor,
            Answer answer,
            Verdict verdict,
            Collection<ManagedProcess> processes,
            List<ActionResult> results) {
        this.answer = answer;
        this.verdict = verdict;
        open = new LinkedHashSet<>(processes);
        this.results = new ArrayList<>(results);
        leave = () -> supervisor.ignore(this);
    }

    /**
     * Answers when the verdict on every process has fallen.
     *
     * @param results what is known already
     */
    static void await(
            Supervisor supervisor,
            Answer answer,
            Verdict verdict,
            Collection<ManagedProcess> processes,
            List<ActionResult> results) {
        PendingAction action = new PendingAction(supervisor, answer, verdict, processes, results);
        supervisor.observe(action);
        answer.session().onClose(action.leave);
        List.copyOf(action.open).forEach(action::judge);
        action.answerWhenDone();
    }

    @Override
    public void changed(ManagedProcess process) {
        if (open.contains(process)) {
            judge(process);
            answerWhenDone();
        }
    }

    @Override
    public void removed(ManagedProcess process) {
        changed(process);
    }

    private void judge(ManagedProcess process) {
        Optional<ActionResult> result = verdict.of(process);
        // A verdict may remove the process from the table, which brings us here a second time.
        if (result.isPresent() && open.remove(process)) {
            results.add(result.get());
        }
    }

    private void answerWhenDone() {
        if (open.isEmpty() && !done) {
            done = true;
            leave.run();
            answer.session().notOnClose(leave);
            answer.succeed(results(results));
        }
    }

    /** The result that carries these. */
    static Fields results(List<ActionResult> results) {
        return Fields.builder()
                .putList("results", results.stream().map(ActionResult::toFields).toList())
                .build();
    }
}
