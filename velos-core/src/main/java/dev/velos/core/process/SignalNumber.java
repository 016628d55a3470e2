package dev.velos.core.process;

import java.util.List;
import java.util.OptionalInt;

/** Signals by name, and their numbers on Linux, which travel; the backends of other systems translate them. */
public final class SignalNumber {
    /** By number, from 1; the one without a name is of some machines only. */
    private static final List<String> NAMES = List.of(
            "SIGHUP",
            "SIGINT",
            "SIGQUIT",
            "SIGILL",
            "SIGTRAP",
            "SIGABRT",
            "SIGBUS",
            "SIGFPE",
            "SIGKILL",
            "SIGUSR1",
            "SIGSEGV",
            "SIGUSR2",
            "SIGPIPE",
            "SIGALRM",
            "SIGTERM",
            "",
            "SIGCHLD",
            "SIGCONT",
            "SIGSTOP",
            "SIGTSTP",
            "SIGTTIN",
            "SIGTTOU",
            "SIGURG",
            "SIGXCPU",
            "SIGXFSZ",
            "SIGVTALRM",
            "SIGPROF",
            "SIGWINCH",
            "SIGIO",
            "SIGPWR",
            "SIGSYS");

    /** The greatest number of a signal. */
    public static final int MAX = 64;

    private SignalNumber() {}

    /** The signal of a name, with or without {@code SIG}, in any case, or of a number; empty for other words. */
    public static OptionalInt of(String word) {
        for (String name : NAMES) {
            if (!name.isEmpty() && (name.equalsIgnoreCase(word) || name.equalsIgnoreCase("SIG" + word))) {
                return OptionalInt.of(NAMES.indexOf(name) + 1);
            }
        }
        try {
            int number = Integer.parseInt(word);
            return number >= 1 && number <= MAX ? OptionalInt.of(number) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** {@code SIGHUP} for 1. */
    public static String name(int number) {
        String name = number >= 1 && number <= NAMES.size() ? NAMES.get(number - 1) : "";
        return name.isEmpty() ? "signal " + number : name;
    }

    /** Every name, for suggestions. */
    public static List<String> names() {
        return NAMES.stream().filter(name -> !name.isEmpty()).toList();
    }
}
