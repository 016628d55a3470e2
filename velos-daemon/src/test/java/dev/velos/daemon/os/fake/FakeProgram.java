package dev.velos.daemon.os.fake;

import java.time.Duration;
import java.util.Set;

/** The script of a program. What it does not say, a test does by hand. */
@FunctionalInterface
public interface FakeProgram {
    /** Runs when it was spawned, before the spawn returns. */
    void started(FakeProcess self);

    /** A signal other than SIGKILL. */
    default void signalled(FakeProcess self, int signal) {
        self.dieBy(signal);
    }

    /** Runs until a signal ends it. */
    static FakeProgram runs() {
        return _ -> {};
    }

    static FakeProgram exits(int code) {
        return self -> self.exit(code);
    }

    static FakeProgram exitsAfter(Duration time, int code) {
        return self -> self.clock().after(time, () -> self.exit(code));
    }

    /** Runs, and minds none of these signals. */
    static FakeProgram ignores(Integer... signals) {
        Set<Integer> ignored = Set.of(signals);
        return new FakeProgram() {
            @Override
            public void started(FakeProcess self) {}

            @Override
            public void signalled(FakeProcess self, int signal) {
                if (!ignored.contains(signal)) {
                    self.dieBy(signal);
                }
            }
        };
    }

    /** Nothing that can be started. */
    static FakeProgram cannotStart(int errno, String reason) {
        return new Unstartable(errno, reason);
    }

    /** See {@link #cannotStart}. */
    record Unstartable(int errno, String reason) implements FakeProgram {
        @Override
        public void started(FakeProcess self) {
            throw new IllegalStateException(reason);
        }
    }
}
