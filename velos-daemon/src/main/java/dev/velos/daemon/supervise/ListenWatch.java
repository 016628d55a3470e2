package dev.velos.daemon.supervise;

import dev.velos.core.process.ListenSocket;
import dev.velos.core.process.RestartCause;
import dev.velos.core.quantity.Durations;
import dev.velos.daemon.loop.TimerQueue.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Waits for a Node program whose preload is at work until it listens at a handed socket, for as long as its spec lets it
 * get ready. Owned by the loop. One whose preload has not said that it is there is waited for as any other program, so
 * that a preload that fails takes nothing down.
 */
final class ListenWatch {
    private final ManagedProcess process;
    private final Attendants attendants;
    private Optional<Timer> deadline = Optional.empty();
    private Optional<Runnable> listens = Optional.empty();
    private boolean preloaded;
    private boolean listening;

    ListenWatch(ManagedProcess process, Attendants attendants) {
        this.process = process;
        this.attendants = attendants;
    }

    /** Calls {@code settled} with the incarnation of the program as soon as it listens. */
    void begin(Child child, LongConsumer settled) {
        listens = Optional.of(() -> settled.accept(child.incarnation()));
        if (listening) {
            heardListening();
        }
    }

    /**
     * The program has come to rest.
     *
     * @return whether it is to be waited for still
     */
    boolean awaits(Child child) {
        boolean awaits = preloaded && !listening;
        if (awaits && deadline.isEmpty()) {
            process.condition(process.condition().withAwaits(awaited()));
            Duration timeout = process.spec().readiness().timeout();
            long since = process.state().since().orElse(attendants.loop.clock().nanos());
            deadline = Optional.of(attendants.loop.timers().at(since + timeout.toNanos(), () -> tooLate(child)));
        }
        return awaits;
    }

    private String awaited() {
        return "listen() at "
                + process.spec().listening().sockets().stream()
                        .map(ListenSocket::address)
                        .map(address -> address.text())
                        .collect(Collectors.joining(", "));
    }

    private void tooLate(Child child) {
        String waited = "waited " + Durations.text(process.spec().readiness().timeout()) + " for " + awaited()
                + "; make it serve there, take listen out, or set node_preload = false if it takes the socket in a way"
                + " of its own";
        Attendant.fail(attendants, process, child, RestartCause.Kind.NOT_READY, waited);
    }

    void heardPreload() {
        preloaded = true;
    }

    void heardListening() {
        listening = true;
        deadline.ifPresent(Timer::cancel);
        listens.ifPresent(Runnable::run);
    }

    void end() {
        deadline.ifPresent(Timer::cancel);
        listens = Optional.empty();
    }
}
