package dev.velos.cli.command;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Passes the signals that would end this program on to the one that it runs. Where that has not ended in time, or at a
 * second signal, it is stopped. Signals arrive on threads of the JVM; any thread may use it.
 */
final class PassedSignals {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    /** What is run. */
    interface Program {
        void signal(int number);

        void stop();
    }

    private final Duration patience;
    private final CountDownLatch over = new CountDownLatch(1);
    private Program program;
    private OptionalInt first = OptionalInt.empty();

    private PassedSignals(Duration patience) {
        this.patience = patience;
    }

    /** From now on none of them ends this program. */
    static PassedSignals install(Duration patience) {
        PassedSignals passed = new PassedSignals(patience);
        NAMES.forEach(name -> Signal.handle(new Signal(name), signal -> passed.take(signal.getNumber())));
        return passed;
    }

    /** That is the program that they are for; one that came already is passed on now. */
    synchronized void to(Program started) {
        program = started;
        first.ifPresent(this::pass);
    }

    private synchronized void take(int number) {
        boolean isFirst = first.isEmpty();
        first = isFirst ? OptionalInt.of(number) : first;
        if (program != null && isFirst) {
            pass(number);
        } else if (program != null) {
            program.stop();
        }
    }

    private void pass(int number) {
        program.signal(number);
        Thread.ofVirtual().start(this::stopInTime);
    }

    private void stopInTime() {
        try {
            if (!over.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                program.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The program has ended. */
    void end() {
        over.countDown();
    }
}
