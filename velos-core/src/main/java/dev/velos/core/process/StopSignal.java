package dev.velos.core.process;

import java.util.Arrays;
import java.util.Optional;

/** A signal that asks a program to end. */
public enum StopSignal {
    SIGTERM(15),
    SIGINT(2),
    SIGQUIT(3),
    SIGHUP(1),
    SIGUSR1(10),
    SIGUSR2(12),
    SIGWINCH(28),
    SIGKILL(9);

    private final int number;

    StopSignal(int number) {
        this.number = number;
    }

    /** Its number on Linux; the backends of other systems translate it. */
    public int number() {
        return number;
    }

    /** The signal of that name, with or without {@code SIG}, in any case. */
    public static Optional<StopSignal> named(String name) {
        return Arrays.stream(values())
                .filter(it -> it.name().equalsIgnoreCase(name) || it.name().equalsIgnoreCase("SIG" + name))
                .findFirst();
    }
}
