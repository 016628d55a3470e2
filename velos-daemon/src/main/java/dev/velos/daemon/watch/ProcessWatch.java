package dev.velos.daemon.watch;

import dev.velos.core.process.RestartCause;
import dev.velos.core.process.Watching;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.loop.TimerQueue.Timer;
import dev.velos.daemon.supervise.ManagedProcess;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one process watches, and what has changed since its last restart. Owned by the loop. */
final class ProcessWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessWatch.class);

    /** However long a burst goes on, the restart comes so long after its delay. */
    private static final Duration LONGEST_BURST = Duration.ofMinutes(1);

    private final ManagedProcess process;
    private final Watching watching;
    private final String cwd;
    private final EventLoop loop;
    private final FolderHub hub;
    private final BiConsumer<ManagedProcess, RestartCause> restart;
    private final List<Tree> trees = new ArrayList<>();
    private final Burst burst = new Burst();
    private Optional<Timer> timer = Optional.empty();
    private long firstNanos;
    private long lastNanos;
    private int heardInBatch;

    ProcessWatch(
            ManagedProcess process, EventLoop loop, FolderHub hub, BiConsumer<ManagedProcess, RestartCause> restart) {
        this.process = process;
        this.loop = loop;
        this.hub = hub;
        this.restart = restart;
        watching = process.spec().watching();
        cwd = process.spec().program().cwd();
        IgnoreRules rules = IgnoreRules.of(IgnoreRules.DEFAULTS, watching.ignore());
        for (String path : watching.paths().isEmpty() ? List.of(cwd) : watching.paths()) {
            trees.add(new Tree(Root.of(path, cwd), rules, this, hub));
        }
    }

    void open() {
        trees.forEach(Tree::open);
    }

    boolean isOf(ManagedProcess other) {
        return process.equals(other);
    }

    /** Whether it watches what the process is to watch. */
    boolean isCurrent() {
        return watching.equals(process.spec().watching())
                && cwd.equals(process.spec().program().cwd());
    }

    /** Whether one more file of those that are read together tells nothing new but that there is one more. */
    boolean hasHeardEnough() {
        boolean enough = heardInBatch == hub.batch() && burst.isFull();
        if (enough) {
            burst.more();
        }
        return enough;
    }

    void appeared(String path) {
        burst.appeared(path);
        heard();
    }

    void changed(String path) {
        burst.changed(path);
        heard();
    }

    void manyChanged() {
        burst.more();
        heard();
    }

    private void heard() {
        heardInBatch = hub.batch();
        lastNanos = loop.clock().nanos();
        if (timer.isEmpty()) {
            firstNanos = lastNanos;
            arm();
        }
    }

    private void arm() {
        timer = Optional.of(loop.timers().at(due(), this::passed));
    }

    private long due() {
        long delay = watching.delay().toNanos();
        return Math.min(lastNanos - firstNanos + delay, delay + LONGEST_BURST.toNanos()) + firstNanos;
    }

    private void passed() {
        hub.readNow(); // it may be resting, and the burst go on
        if (due() - loop.clock().nanos() > 0) {
            arm();
            return;
        }
        timer = Optional.empty();
        Optional<String> summary = burst.summary(this::exists);
        burst.clear();
        summary.ifPresent(what -> {
            LOG.info("{}: {} changed", process, what);
            restart.accept(process, RestartCause.of(RestartCause.Kind.WATCH, what));
        });
    }

    /** A path is relative to the working directory, or to the watched path that is not in it. */
    private boolean exists(String path) {
        return trees.stream()
                .map(Tree::root)
                .filter(root -> path.startsWith(root.prefix()))
                .anyMatch(root ->
                        new File(root.absolute(path.substring(root.prefix().length()))).exists());
    }

    /** Says what keeps it from watching all that it is to watch. */
    void problem(String text) {
        if (!text.equals(process.notes().get(Watches.NOTE))) {
            LOG.warn("{}: {}", process, text);
            process.note(Watches.NOTE, text);
        }
    }

    void noProblem() {
        process.forgetNote(Watches.NOTE);
    }

    void close() {
        timer.ifPresent(Timer::cancel);
        trees.forEach(Tree::close);
        noProblem();
    }
}
