package dev.velos.daemon.journal;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.Life;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.supervise.Keeper;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.TableRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the process table down, change by change, for the daemon that comes after this one. Owned by the loop.
 *
 * <p>A change is written before it takes effect; the page cache keeps it when the daemon is killed, and
 * {@link JournalSync} makes it outlast the machine's death soon after, without the loop waiting for the disk. An
 * environment that many processes share is written once.
 */
public final class Journal implements TableRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /** Rewritten when it has grown to this and to several times what it was after the last rewriting. */
    private static final long MIN_COMPACTION_BYTES = 1 << 20;

    private static final int COMPACTION_FACTOR = 4;

    private final VelosHome home;
    private final String bootId;
    private final Clock clock;
    private final JournalSync sync;
    private final Supplier<Collection<ManagedProcess>> table;
    private final EnvironmentNumbers environments;
    private final List<Runnable> listeners = new ArrayList<>();
    private List<Keeper> keepers = List.of();
    private Optional<Closing> closing = Optional.empty();
    private JournalFile file;
    private long sizeWhenFresh;
    private boolean failing;

    private Journal(
            VelosHome home,
            String bootId,
            Clock clock,
            JournalSync sync,
            Supplier<Collection<ManagedProcess>> table,
            JournalFile file) {
        this.home = home;
        this.bootId = bootId;
        this.clock = clock;
        this.sync = sync;
        this.table = table;
        this.file = file;
        environments = new EnvironmentNumbers(clock);
    }

    /**
     * A journal that keeps what the file holds until {@link #compact()} is called, after adoption.
     *
     * @param table what to write when the journal is rewritten
     */
    public static Journal open(
            VelosHome home, String bootId, Clock clock, JournalSync sync, Supplier<Collection<ManagedProcess>> table)
            throws IOException {
        return new Journal(home, bootId, clock, sync, table, JournalFile.append(home.journal()));
    }

    /** Appends the records of one change. */
    private interface Change {
        void appendTo(JournalFile target) throws IOException;
    }

    @Override
    public void described(ManagedProcess process) {
        write(target -> append(target, process));
    }

    @Override
    public void changed(ManagedProcess process) {
        write(target -> target.append(JournalRecords.state(process, clock.nanos())));
    }

    @Override
    public void lived(ManagedProcess process, Life life) {
        write(target -> target.append(JournalRecords.life(process, life)));
    }

    @Override
    public void reset(ManagedProcess process) {
        write(target -> {
            Fields state = JournalRecords.state(process, clock.nanos());
            target.append(JournalRecords.forgotten(process), state);
        });
    }

    @Override
    public void removed(ManagedProcess process) {
        write(target -> target.append(JournalRecords.gone(process)));
    }

    @Override
    public void exchanged(ManagedProcess one, ManagedProcess other) {
        write(target -> target.append(JournalRecords.exchanged(one.key(), other.key())));
    }

    @Override
    public void keepers(List<Keeper> newKeepers) {
        keepers = newKeepers;
        write(target -> target.append(JournalRecords.keepers(newKeepers)));
    }

    /** Runs this whenever the table has changed. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Says how the daemon ends, before it stops its processes. */
    public void closing(Closing how) {
        closing = Optional.of(how);
        write(target -> target.append(JournalRecords.closing(how)));
    }

    private void append(JournalFile target, ManagedProcess process) throws IOException {
        Fields spec = JournalRecords.spec(process, environments.of(process, target));
        target.append(spec, JournalRecords.state(process, clock.nanos()));
    }

    private static void appendLives(JournalFile target, ManagedProcess process) throws IOException {
        for (Life life : process.lives().all()) {
            target.append(JournalRecords.life(process, life));
        }
    }

    /** What a full disk has kept out of the file comes in by rewriting it, as soon as that is possible. */
    private void write(Change change) {
        listeners.forEach(Runnable::run);
        if (failing) {
            compact();
            return;
        }
        try {
            change.appendTo(file);
            sync.request();
        } catch (IOException e) {
            fail(e);
            return;
        }
        if (file.size() > MIN_COMPACTION_BYTES && file.size() > COMPACTION_FACTOR * sizeWhenFresh) {
            compact();
        }
    }

    private void fail(IOException e) {
        if (!failing) {
            LOG.error(
                    "The journal {} cannot be written ({}); should this daemon die now, the next one may not know"
                            + " of the latest changes. Make room on its disk.",
                    home.journal(),
                    e.getMessage());
        }
        failing = true;
    }

    /**
     * Writes the table as it stands into a new file and puts that in the place of the old one. Where that fails, the
     * log says so, and every later change tries it again.
     */
    public void compact() {
        environments.forget();
        try {
            JournalFile fresh = rewritten();
            file.close();
            file = fresh;
            sizeWhenFresh = file.size();
            sync.request();
            if (failing) {
                LOG.info("The journal is written again");
            }
            failing = false;
        } catch (IOException e) {
            environments.forget();
            fail(e);
        }
    }

    private JournalFile rewritten() throws IOException {
        JournalFile fresh = JournalFile.create(home.journal());
        try {
            fresh.append(JournalRecords.boot(bootId));
            for (ManagedProcess process : table.get()) {
                append(fresh, process);
                appendLives(fresh, process);
            }
            fresh.append(JournalRecords.keepers(keepers));
            if (closing.isPresent()) {
                fresh.append(JournalRecords.closing(closing.get()));
            }
            fresh.replace(home.journal());
            return fresh;
        } catch (IOException e) {
            fresh.abandon();
            throw e;
        }
    }

    /** Lets go of the file. */
    public void close() throws IOException {
        file.close();
    }
}
