package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.home.VelosHome;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.saved.Resurrection;
import dev.velos.daemon.saved.SavedList;
import dev.velos.daemon.saved.TableSaver;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands about the saved list: save and resurrect. Owned by the loop. */
final class SavedHandlers {
    private final VelosHome home;
    private final Supervisor supervisor;
    private final TableSaver saver;
    private final StartHandler start;
    private final Verdicts verdicts;

    SavedHandlers(VelosHome home, Supervisor supervisor, TableSaver saver, StartHandler start, Verdicts verdicts) {
        this.home = home;
        this.supervisor = supervisor;
        this.saver = saver;
        this.start = start;
        this.verdicts = verdicts;
    }

    void save(Fields arguments, Answer answer) {
        saver.save(outcome -> outcome.failure()
                .ifPresentOrElse(
                        why -> answer.fail(Failure.conflict(
                                "The list cannot be saved: " + why + ".",
                                "Make room on the disk, or mend the folder.")),
                        () -> answer.succeed(Fields.builder()
                                .put("file", home.saved().toString())
                                .put("processes", outcome.processes())
                                .put("up", outcome.up())
                                .build())));
    }

    void resurrect(Fields arguments, Answer answer) {
        Optional<SavedList.Found> found;
        try {
            found = SavedList.find(home.saved(), home.savedBefore());
        } catch (IOException e) {
            answer.fail(Failure.conflict(
                    e.getMessage() + ".", "Start the processes by hand, then \"velos save\" writes a new list."));
            return;
        }
        if (found.isEmpty()) {
            answer.fail(Failure.notFound(
                    "No list was saved in " + home.directory() + ".", "\"velos save\" saves what runs now."));
            return;
        }
        resurrect(found.get(), arguments, answer);
    }

    private void resurrect(SavedList.Found found, Fields arguments, Answer answer) {
        Resurrection result = Resurrection.run(supervisor, found.content().processes());
        Fields facts = Fields.builder()
                .putList("left", done(result.left()))
                .put("saved_at_ms", found.content().savedAtMillis())
                .putOptional("complaint", found.complaint())
                .build();
        Answer whole = new WithFacts(answer, facts);
        if (arguments.flag("wait", true)) {
            PendingAction.await(supervisor, whole, start::up, result.started(), List.of());
        } else {
            whole.succeed(
                    Fields.builder().putList("results", done(result.started())).build());
        }
    }

    private List<Fields> done(List<ManagedProcess> processes) {
        List<Fields> results = new ArrayList<>();
        for (ManagedProcess process : processes) {
            ActionResult result = verdicts.done(process);
            results.add(result.toFields());
        }
        return results;
    }

    /** An answer that says more than what was asked for. */
    private record WithFacts(Answer answer, Fields facts) implements Answer {
        @Override
        public void succeed(Fields result) {
            answer.succeed(Fields.builder().putAll(facts).putAll(result).build());
        }

        @Override
        public void fail(Failure failure) {
            answer.fail(failure);
        }

        @Override
        public Session session() {
            return answer.session();
        }
    }
}
