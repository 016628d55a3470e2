package dev.velos.daemon;

import dev.velos.core.home.VelosHome;
import dev.velos.daemon.capture.Captures;
import dev.velos.daemon.journal.JournalReader;
import dev.velos.daemon.saved.Resurrection;
import dev.velos.daemon.saved.SavedList;
import dev.velos.daemon.supervise.Supervisor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the daemon before this one has left.
 *
 * @param left its journal
 * @param bootId the machine's run now; what ran in another one runs no more
 */
record Inheritance(JournalReader.Content left, String bootId) {
    private static final Logger LOG = LoggerFactory.getLogger(Inheritance.class);

    /** Takes it over; after a boot, also what was saved, where the journal cannot say what was up. */
    void takeOver(Supervisor supervisor, Captures captures, VelosHome home, VelosDaemon.Start start) {
        boolean sameBoot = left.bootId().equals(bootId);
        if (sameBoot) {
            captures.finishLeftover();
        } else {
            captures.forgetLeftover();
        }
        supervisor.adopt(
                left.processes().stream()
                        .map(process -> sameBoot ? process : process.afterReboot())
                        .toList(),
                sameBoot ? left.keepers() : List.of());
        if (!sameBoot
                && start == VelosDaemon.Start.AT_BOOT
                && (left.wasKilled() || left.processes().isEmpty())) {
            resurrect(supervisor, home);
        }
    }

    private static void resurrect(Supervisor supervisor, VelosHome home) {
        try {
            Optional<SavedList.Found> found = SavedList.find(home.saved(), home.savedBefore());
            found.flatMap(SavedList.Found::complaint).ifPresent(LOG::error);
            found.ifPresent(it -> {
                Resurrection result = Resurrection.run(supervisor, it.content().processes());
                LOG.info("{} processes of {} are started", result.started().size(), home.saved());
            });
        } catch (IOException e) {
            LOG.error("No saved process is started: {}", e.getMessage());
        }
    }
}
