package dev.velos.client.diagnosis;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a process that is to be diagnosed.
 *
 * @param lives that are over, the latest first
 * @param lastError the last event of its logs that tells of an error, with its stack trace; may be empty
 */
public record Evidence(ProcessSnapshot process, List<Life> lives, String lastError) {
    public Evidence {
        lives = List.copyOf(lives);
    }

    /** @param info the facts of {@code velos info --json} */
    public static Evidence of(Fields info, String lastError) {
        List<Life> lives = info.list("lives").stream().map(Life::of).toList();
        return new Evidence(ProcessSnapshot.of(info), lives.reversed(), lastError);
    }

    Optional<Life> lastLife() {
        return lives.stream().findFirst();
    }

    Optional<ExitStatus> lastExit() {
        return lastLife().map(Life::exit);
    }

    /** Why it ended last, or why it is as it is. */
    String reason() {
        return lastLife().map(Life::reason).orElse(process.reason());
    }
}
