package dev.velos.daemon.saved;

import dev.velos.core.home.VelosHome;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.loop.SideThread;
import dev.velos.daemon.supervise.ManagedProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the list of processes, off the loop, when somebody asks and, where that is set, some time after each change.
 * Owned by the loop. Nothing wakes it while nothing changes.
 */
public final class TableSaver {
    private static final Logger LOG = LoggerFactory.getLogger(TableSaver.class);

    /** From a change to the saving, so that a burst is saved once. */
    static final Duration DELAY = Duration.ofSeconds(1);

    /** A thread for each saving: they are rare, and an idle daemon has none of it. */
    public static final Executor THREAD = task -> SideThread.start("save", task);

    /** How a saving went: how many processes, how many of them up; or why it failed. */
    public record Outcome(int processes, int up, Optional<String> failure) {}

    private final EventLoop loop;
    private final VelosHome home;
    private final Supplier<Collection<ManagedProcess>> table;
    private final Executor executor;
    private final List<Consumer<Outcome>> waiting = new ArrayList<>();
    private List<SavedProcess> lastSaved = List.of();
    private boolean autosave;
    private boolean planned;
    private boolean writing;

    public TableSaver(EventLoop loop, VelosHome home, Supplier<Collection<ManagedProcess>> table, Executor executor) {
        this.loop = loop;
        this.home = home;
        this.table = table;
        this.executor = executor;
    }

    /** Whether each change is followed by a saving. Turning it on saves what there is. */
    public void autosave(boolean on) {
        boolean turnedOn = on && !autosave;
        autosave = on;
        if (turnedOn && !table.get().isEmpty()) {
            changed();
        }
    }

    /** Hears that the table has changed. */
    public void changed() {
        if (autosave && !planned) {
            planned = true;
            loop.timers().at(loop.clock().nanos() + DELAY.toNanos(), this::saveChange);
        }
    }

    private void saveChange() {
        if (!planned) {
            return; // the daemon is stopping, and has saved what there was before
        }
        planned = false;
        if (!SavedList.of(table.get()).equals(lastSaved)) {
            save(outcome ->
                    outcome.failure().ifPresent(why -> LOG.error("The list of processes cannot be saved: {}", why)));
        }
    }

    /** Saves what is still to be saved, at once, and hears of no change any more: everything is about to be stopped. */
    public void freeze() {
        boolean open = planned;
        planned = false;
        autosave = false;
        if (open) {
            List<SavedProcess> processes = SavedList.of(table.get());
            write(records(processes)).ifPresent(why -> LOG.error("The list of processes cannot be saved: {}", why));
        }
    }

    /** Saves the table as it stands, and calls back on the loop. */
    public void save(Consumer<Outcome> done) {
        waiting.add(done);
        if (!writing) {
            begin();
        }
    }

    private void begin() {
        writing = true;
        List<Consumer<Outcome>> served = List.copyOf(waiting);
        waiting.clear();
        List<SavedProcess> processes = SavedList.of(table.get());
        List<Fields> records = records(processes);
        executor.execute(() -> {
            Optional<String> failure = write(records);
            loop.inbox().post(() -> finish(processes, failure, served));
        });
    }

    private List<Fields> records(List<SavedProcess> processes) {
        return SavedList.records(new SavedList.Content(loop.clock().epochMicros() / 1_000, processes));
    }

    private Optional<String> write(List<Fields> records) {
        try {
            SavedList.write(home.saved(), home.savedBefore(), records);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(home.saved() + ": " + e.getMessage());
        }
    }

    private void finish(List<SavedProcess> processes, Optional<String> failure, List<Consumer<Outcome>> served) {
        writing = false;
        if (failure.isEmpty()) {
            lastSaved = processes;
        }
        int up = (int)
                processes.stream().filter(process -> !process.up().isEmpty()).count();
        served.forEach(done -> done.accept(new Outcome(processes.size(), up, failure)));
        if (!waiting.isEmpty()) {
            begin();
        }
    }
}
