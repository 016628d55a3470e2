package dev.velos.client;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessWord;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What is known after a daemon was lost over something that it was to do: how the processes stand under its successor.
 * Whether it had done it cannot be known, and it is not sent again. Immutable.
 */
public record Aftermath(DaemonLauncher launcher, List<String> targets) {
    /** So many processes are taken in at a glance. */
    private static final int FEW = 10;

    /** The loss with what is known since; nothing where no daemon is left, since that one ended as it was told to. */
    public Optional<VelosException> of(VelosException loss) {
        return new Inquiry(launcher)
                .askIfThere(VelosClient::list)
                .map(table -> failure(loss.failure(), table).asException());
    }

    private Failure failure(Failure loss, List<ProcessSnapshot> table) {
        return Failure.unavailable(
                loss.message()
                        + "\nAnother daemon has taken its place and its processes. How far it got is not known; now "
                        + standing(table) + ".",
                "Run the command again, if that is not what you wanted.");
    }

    private String standing(List<ProcessSnapshot> table) {
        StringJoiner words = new StringJoiner(", ");
        int more = -FEW;
        for (String target : targets) {
            List<ProcessSnapshot> meant = new ProcessWord(target).of(table);
            if (meant.isEmpty()) {
                words.add(target.equals(ProcessWord.ALL) ? "there are no processes" : target + " is not in the list");
            }
            for (ProcessSnapshot process : meant) {
                if (++more <= 0) {
                    words.add(process.displayName() + " is " + process.status().wire());
                }
            }
        }
        return more > 0 ? words + " and so on (\"velos list\" shows all)" : words.toString();
    }
}
