package dev.velos.daemon;

import dev.velos.daemon.journal.Closing;
import dev.velos.daemon.saved.SavedList;
import dev.velos.daemon.session.DaemonControl.Wish;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops every process, and says when the last is down. Owned by the loop. */
final class Shutdown implements Supervisor.Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    /** What a stop takes beside the waiting. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(10);

    private final Supervisor supervisor;
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean begun;

    Shutdown(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Tells every process to end; {@link #onAllDown} tells when they have. */
    void begin(Wish wish) {
        begun = true;
        LOG.info("Stopping every process, then the daemon");
        supervisor.wishDown(
                List.copyOf(supervisor.everything()), wish == Wish.ALL_DOWN ? "velos kill" : "the daemon ends");
        supervisor.observe(this);
    }

    /** Has something done when every process is down, which may be now. */
    void onAllDown(Runnable action) {
        listeners.add(action);
        tellWhenAllDown();
    }

    @Override
    public void changed(ManagedProcess process) {
        tellWhenAllDown();
    }

    @Override
    public void removed(ManagedProcess process) {
        tellWhenAllDown();
    }

    private void tellWhenAllDown() {
        if (supervisor.runsNoHooks()
                && supervisor.everything().stream()
                        .allMatch(process -> process.state().isDown())) {
            listeners.forEach(Runnable::run);
            listeners.clear();
        }
    }

    /** What the journal is to say of it, before anything ends. */
    Closing record(Wish wish) {
        List<Long> up = supervisor.all().stream()
                .filter(SavedList::isUp)
                .map(ManagedProcess::id)
                .toList();
        return new Closing(
                switch (wish) {
                    case ALL_DOWN -> Closing.Cause.KILLED;
                    case AS_BEFORE -> Closing.Cause.TERMINATED;
                },
                up);
    }

    /** A process has its time, and whoever is left of its family has it once more. */
    Duration longest() {
        return supervisor.all().stream()
                .map(process -> process.spec().stop().killTimeout())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .multipliedBy(2)
                .plus(STOP_MARGIN);
    }
}
