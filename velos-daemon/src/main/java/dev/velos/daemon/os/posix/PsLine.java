package dev.velos.daemon.os.posix;

import dev.velos.daemon.os.ProcessFacts;
import dev.velos.daemon.os.ProcessFacts.State;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** Reads lines of {@code ps -o pid=,ppid=,pgid=,stat=,lstart=,time=,rss=}, printed with LC_ALL=C and TZ=UTC. */
final class PsLine {
    static final String COLUMNS = "pid=,ppid=,pgid=,stat=,lstart=,time=,rss=";

    private static final int WORDS = 11;
    private static final int FIRST_OF_START = 4;
    private static final int CPU = 9;
    private static final int RESIDENT_KIB = 10;
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ROOT);

    private PsLine() {}

    /**
     * @param sessions gives the session of a pid: ps prints it on some systems only
     * @return the facts, with the start time in hundredths of a second since 1970, for ps knows no ticks after boot;
     *     empty where the line is not such a line
     */
    static Optional<ProcessFacts> parse(String line, LongUnaryOperator sessions) {
        String[] words = line.strip().split("\\s+");
        if (words.length != WORDS) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(words[0]);
            return Optional.of(new ProcessFacts(
                    pid,
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    sessions.applyAsLong(pid),
                    state(words[3].charAt(0)),
                    startTicks(words),
                    cpuMillis(words[CPU]),
                    Long.parseLong(words[RESIDENT_KIB]) << 10));
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static State state(char letter) {
        return switch (letter) {
            case 'R' -> State.RUNNING;
            case 'S', 'I' -> State.SLEEPING;
            case 'Z' -> State.ZOMBIE;
            default -> State.OTHER;
        };
    }

    /** {@code Fri Nov 21 06:56:00 2026}, of which the day of the week says nothing. */
    private static long startTicks(String[] words) {
        String text = String.join(
                " ",
                words[FIRST_OF_START + 1],
                words[FIRST_OF_START + 2],
                words[FIRST_OF_START + 3],
                words[FIRST_OF_START + 4]);
        return LocalDateTime.parse(text, START).toEpochSecond(ZoneOffset.UTC) * 100;
    }

    /** {@code [[dd-]hh:]mm:ss[.cc]}: macOS prints {@code 0:01.23}, Linux {@code 1-02:03:04}. */
    private static long cpuMillis(String text) {
        int dash = text.indexOf('-');
        double seconds = 0;
        for (String part : text.substring(dash + 1).split(":")) {
            seconds = seconds * 60 + Double.parseDouble(part);
        }
        long days = dash < 0 ? 0 : Long.parseLong(text.substring(0, dash));
        return days * 86_400_000 + Math.round(seconds * 1000);
    }
}
