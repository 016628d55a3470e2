package dev.velos.core.process;

import java.util.Map;
import java.util.Optional;

/** How one life of a process ended. {@link #reason()} is the word for it everywhere a user looks. */
public sealed interface ExitStatus {
    /** Left by exit(). */
    record Code(int code) implements ExitStatus {
        @Override
        public String reason() {
            return "exit " + code;
        }
    }

    /** Ended by a signal. */
    record Signal(int number) implements ExitStatus {
        @Override
        public String reason() {
            return SignalName.of(number);
        }
    }

    /** Never ran: the spawn itself failed. */
    record NotStarted(String message) implements ExitStatus {
        @Override
        public String reason() {
            return message;
        }
    }

    /** Ended while no daemon of ours was its parent. */
    record Unknown() implements ExitStatus {
        @Override
        public String reason() {
            return "exit status unknown, adopted";
        }
    }

    String reason();

    /** Whether the program said that all went well. */
    default boolean isSuccess() {
        return this instanceof Code(int code) && code == 0;
    }

    /** The status of a raw wait(2) status of an ended process. */
    static ExitStatus ofWaitStatus(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? new Code(status >> 8 & 0xff) : new Signal(signal);
    }

    /** A text that {@link #ofWire} reads back: {@code code:3}, {@code signal:9}, {@code spawn:…} or {@code unknown}. */
    default String wire() {
        return switch (this) {
            case Code(int code) -> "code:" + code;
            case Signal(int number) -> "signal:" + number;
            case NotStarted(String message) -> "spawn:" + message;
            case Unknown() -> "unknown";
        };
    }

    /** Nothing where the text is none that {@link #wire()} gives. */
    static Optional<ExitStatus> ofWire(String wire) {
        if (wire.equals("unknown")) {
            return Optional.of(new Unknown());
        }
        int colon = wire.indexOf(':');
        String rest = wire.substring(colon + 1);
        return switch (wire.substring(0, Math.max(0, colon))) {
            case "code" -> number(rest).map(Code::new);
            case "signal" -> number(rest).map(Signal::new);
            case "spawn" -> Optional.of(new NotStarted(rest));
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Names of signals. */
    final class SignalName {
        private static final Map<Integer, String> NAMES = Map.ofEntries(
                Map.entry(1, "SIGHUP"),
                Map.entry(2, "SIGINT"),
                Map.entry(3, "SIGQUIT"),
                Map.entry(4, "SIGILL"),
                Map.entry(5, "SIGTRAP"),
                Map.entry(6, "SIGABRT"),
                Map.entry(8, "SIGFPE"),
                Map.entry(9, "SIGKILL"),
                Map.entry(11, "SIGSEGV"),
                Map.entry(13, "SIGPIPE"),
                Map.entry(14, "SIGALRM"),
                Map.entry(15, "SIGTERM"));

        private SignalName() {}

        /** {@code SIGKILL} for 9; {@code signal 40} for one without a name that all systems share. */
        public static String of(int number) {
            return NAMES.getOrDefault(number, "signal " + number);
        }
    }
}
