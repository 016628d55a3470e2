package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.os.Outside.Peer;
import dev.velos.daemon.os.Outside.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@link Poller}. */
interface PollerContract extends OnBench {
    @Test
    default void readiness_isReportedAgainUntilItIsOver() throws OsException {
        int pipe = bench().openPipe(pipePath(1));
        List<Integer> reports = new ArrayList<>();
        poller().add(pipe, Poller.READ, reports::add);
        try (Writer writer = bench().outside.openWriter(pipePath(1))) {
            poller().await(0);
            assertThat(reports).isEmpty();
            writer.write(new byte[2]);
            for (int turn = 1; turn <= 3; turn++) {
                poller().await(-1);
                assertThat(reports).hasSize(turn).containsOnly(Poller.READ);
            }
            bench().read(pipe, new byte[1]);
            poller().await(-1);
            assertThat(reports).hasSize(4);
            bench().read(pipe, new byte[1]);
            poller().await(0);
            assertThat(reports).hasSize(4);
        }
        poller().remove(pipe);
    }

    @Test
    default void hangUp_isReportedEvenIfNothingIsAskedFor() throws OsException {
        int pipe = bench().openPipe(pipePath(1));
        List<Integer> reports = new ArrayList<>();
        try (Writer writer = bench().outside.openWriter(pipePath(1))) {
            poller().add(pipe, 0, reports::add);
            writer.write(new byte[1]);
            poller().await(0);
            assertThat(reports).isEmpty();
        }
        bench().until("a hang-up", () -> !reports.isEmpty());
        assertThat(reports).containsOnly(Poller.HANGUP);
        poller().remove(pipe);
    }

    @Test
    default void handleThatHasEnded_canBeRead() throws OsException {
        int pipe = bench().openPipe(pipePath(1));
        AtomicInteger bits = new AtomicInteger();
        try (Writer writer = bench().outside.openWriter(pipePath(1))) {
            poller().add(pipe, Poller.READ, bits::set);
            writer.write(new byte[1]);
            bench().read(pipe, new byte[1]);
        }
        bench().until("the end", () -> bits.get() != 0);
        assertThat(bits.get()).isEqualTo(Poller.READ | Poller.HANGUP);
        poller().remove(pipe);
    }

    @Test
    default void connectionWhosePeerLeft_hangsUp() throws OsException {
        Path path = bench().folder.resolve("socket");
        int listener = sockets().listen(path);
        Peer peer = bench().outside.connect(path);
        AtomicInteger bits = new AtomicInteger();
        poller().add(listener, Poller.READ, bits::set);
        bench().until("a connection", () -> bits.get() == Poller.READ);
        int connection = sockets().accept(listener);
        poller().remove(listener);
        bits.set(0);
        poller().add(connection, 0, bits::set);
        peer.close();
        bench().until("a hang-up", () -> bits.get() != 0);
        assertThat(bits.get() & Poller.HANGUP).isEqualTo(Poller.HANGUP);
        poller().remove(connection);
        sockets().close(connection);
        sockets().close(listener);
    }

    @Test
    default void change_watchesForSomethingElse() throws OsException {
        Path path = bench().folder.resolve("socket");
        int listener = sockets().listen(path);
        Peer peer = bench().outside.connect(path);
        int connection = sockets().accept(listener);
        List<Integer> reports = new ArrayList<>();
        poller().add(connection, Poller.READ, reports::add);
        poller().await(0);
        assertThat(reports).isEmpty();
        poller().change(connection, Poller.READ | Poller.WRITE);
        poller().await(0);
        assertThat(reports).containsExactly(Poller.WRITE);
        peer.send(new byte[1]);
        bench().until("both", () -> reports.getLast() == (Poller.READ | Poller.WRITE));
        poller().change(connection, 0);
        reports.clear();
        poller().await(0);
        assertThat(reports).isEmpty();
        poller().remove(connection);
        peer.close();
        sockets().close(connection);
        sockets().close(listener);
    }

    @Test
    default void handleThatWasRemovedInTheSameTurn_isNotReported() throws OsException {
        int one = bench().openPipe(pipePath(1));
        int two = bench().openPipe(pipePath(2));
        try (Writer first = bench().outside.openWriter(pipePath(1));
                Writer second = bench().outside.openWriter(pipePath(2))) {
            first.write(new byte[1]);
            second.write(new byte[1]);
            List<Integer> called = new ArrayList<>();
            poller().add(one, Poller.READ, events -> {
                called.add(one);
                poller().remove(two);
            });
            poller().add(two, Poller.READ, events -> {
                called.add(two);
                poller().remove(one);
            });
            poller().await(-1);
            assertThat(called).hasSize(1);
            poller().remove(called.getFirst());
        }
    }

    @Test
    default void handleThatWasReplacedInTheSameTurn_isNotReportedForTheOldOne() throws OsException {
        int[] pipes = {bench().openPipe(pipePath(1)), bench().openPipe(pipePath(2))};
        try (Writer first = bench().outside.openWriter(pipePath(1));
                Writer second = bench().outside.openWriter(pipePath(2))) {
            first.write(new byte[1]);
            second.write(new byte[1]);
            AtomicInteger replaced = new AtomicInteger(-1);
            AtomicInteger replacementCalls = new AtomicInteger();
            for (int i = 0; i < 2; i++) {
                int other = 1 - i;
                poller().add(pipes[i], Poller.READ, events -> {
                    if (replaced.compareAndSet(-1, other)) {
                        poller().remove(pipes[other]);
                        bench().close(pipes[other]);
                        pipes[other] = openUnchecked(pipePath(3));
                        poller().add(pipes[other], Poller.READ, more -> replacementCalls.incrementAndGet());
                    }
                });
            }
            poller().await(-1);
            assertThat(replaced.get()).isNotNegative();
            assertThat(replacementCalls.get()).isZero();
            poller().remove(pipes[0]);
            poller().remove(pipes[1]);
        }
    }

    @Test
    default void listener_mayRemoveItselfAndWatchOthers() throws OsException {
        int one = bench().openPipe(pipePath(1));
        int two = bench().openPipe(pipePath(2));
        try (Writer first = bench().outside.openWriter(pipePath(1));
                Writer second = bench().outside.openWriter(pipePath(2))) {
            first.write(new byte[1]);
            second.write(new byte[1]);
            List<Integer> called = new ArrayList<>();
            poller().add(one, Poller.READ, events -> {
                called.add(one);
                poller().remove(one);
                poller().add(two, Poller.READ, more -> called.add(two));
            });
            bench().until("both", () -> called.contains(two));
            assertThat(called).containsOnlyOnce(one);
            poller().remove(two);
        }
    }

    @Test
    default void handleThatIsClosedAndReused_hasTheNewListenerOnly() throws OsException {
        int old = bench().openPipe(pipePath(1));
        poller().add(old, Poller.READ, events -> {
            throw new AssertionError("the old listener");
        });
        poller().remove(old);
        bench().close(old);
        int pipe = bench().openPipe(pipePath(2));
        AtomicInteger bits = new AtomicInteger();
        poller().add(pipe, Poller.READ, bits::set);
        try (Writer writer = bench().outside.openWriter(pipePath(2))) {
            writer.write(new byte[1]);
            bench().until("readiness", () -> bits.get() != 0);
        }
        poller().remove(pipe);
    }

    @Test
    default void removeOfAHandleThatIsNotWatched_isNothing() throws OsException {
        int pipe = bench().openPipe(pipePath(1));
        poller().remove(pipe);
        poller().add(pipe, Poller.READ, events -> {});
        poller().remove(pipe);
        poller().remove(pipe);
        poller().await(0);
        assertThat(bench().read(pipe, new byte[1])).isEqualTo(CaptureIo.ENDED);
    }

    @Test
    default void wakeBeforeTheWait_endsIt() {
        poller().wake();
        poller().wake();
        poller().await(-1);
        assertThat(bench().hasAnyExited()).isFalse();
    }

    @Test
    default void wakeFromAnotherThread_isNeverLost() throws InterruptedException {
        int rounds = 500;
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        Thread waker = new Thread(() -> {
            for (int round = 1; round <= rounds; round++) {
                asked.set(round);
                poller().wake();
                while (asked.get() != -round) {
                    Thread.onSpinWait();
                }
            }
            over.set(true);
            poller().wake();
        });
        waker.start();
        while (!over.get()) {
            poller().await(-1);
            asked.updateAndGet(round -> -Math.abs(round));
        }
        waker.join();
        assertThat(asked.get()).isEqualTo(-rounds);
    }

    @Test
    default void wait_endsWhenItsTimeIsOver() {
        long begin = bench().outside.nanoTime();
        poller().await(0);
        poller().await(20_000_000);
        poller().await(1);
        assertThat(bench().outside.nanoTime()).isGreaterThan(begin);
    }

    default Poller poller() {
        return bench().backend.poller();
    }

    private int openUnchecked(Path path) {
        try {
            return bench().openPipe(path);
        } catch (OsException e) {
            throw new AssertionError(e);
        }
    }

    private Sockets sockets() {
        return bench().backend.sockets();
    }

    private Path pipePath(int number) {
        return bench().folder.resolve("pipe-of-test-" + number);
    }
}
