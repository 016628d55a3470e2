package dev.velos.daemon.os;

import dev.velos.daemon.os.ProcessFacts.State;
import java.util.Optional;

/**
 * Reads lines of {@code /proc/<pid>/stat} (see proc_pid_stat(5)). A program chooses its own name, so the name may hold
 * spaces, parentheses and line ends; what follows its last parenthesis is numbers only.
 *
 * @param ticksPerSecond the clock ticks of sysconf(3), 100 on every Linux of today
 * @param pageBytes the size of a page of memory
 */
public record ProcStat(long ticksPerSecond, long pageBytes) {
    /** The kernel prints a name into 64 bytes; nothing past this distance from its beginning can end it. */
    private static final int LONGEST_NAME = 80;

    private static final int PARENT = 4;
    private static final int GROUP = 5;
    private static final int SESSION = 6;
    private static final int USER_TICKS = 14;
    private static final int SYSTEM_TICKS = 15;
    private static final int START_TICKS = 22;
    private static final int RESIDENT_PAGES = 24;

    /** The facts of one line, which is the first {@code length} bytes; empty where it is cut short or is no such line. */
    public Optional<ProcessFacts> parse(byte[] line, int length) {
        int open = find(line, length, (byte) '(');
        int close = nameEnd(line, open, length);
        if (open < 2 || close < 0 || close + 3 >= length) {
            return Optional.empty();
        }
        long[] fields = new long[RESIDENT_PAGES + 1];
        if (!readNumbers(line, close + 4, length, fields)) {
            return Optional.empty();
        }
        return Optional.of(facts(number(line, 0, open - 1), state(line[close + 2]), fields));
    }

    private ProcessFacts facts(long pid, State state, long[] fields) {
        long ticks = fields[USER_TICKS] + fields[SYSTEM_TICKS];
        return new ProcessFacts(
                pid,
                fields[PARENT],
                fields[GROUP],
                fields[SESSION],
                state,
                fields[START_TICKS],
                ticks * 1000 / ticksPerSecond,
                fields[RESIDENT_PAGES] * pageBytes);
    }

    private static int find(byte[] line, int length, byte sought) {
        for (int i = 0; i < length; i++) {
            if (line[i] == sought) {
                return i;
            }
        }
        return -1;
    }

    private static int nameEnd(byte[] line, int open, int length) {
        for (int i = Math.min(length - 1, open + LONGEST_NAME); i > open; i--) {
            if (line[i] == ')') {
                return i;
            }
        }
        return -1;
    }

    /** Reads the numbers from the fourth field on; false where the line ends before the last one that is needed. */
    private static boolean readNumbers(byte[] line, int from, int length, long[] fields) {
        int at = from;
        for (int field = PARENT; field <= RESIDENT_PAGES; field++) {
            int start = at;
            while (at < length && line[at] > ' ') {
                at++;
            }
            if (at == start || at == length) {
                return false;
            }
            fields[field] = number(line, start, at);
            at++;
        }
        return true;
    }

    private static long number(byte[] line, int from, int to) {
        boolean negative = line[from] == '-';
        long value = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            value = value * 10 + line[i] - '0';
        }
        return negative ? -value : value;
    }

    private static State state(byte letter) {
        return switch (letter) {
            case 'R' -> State.RUNNING;
            case 'S', 'I' -> State.SLEEPING;
            case 'Z', 'X' -> State.ZOMBIE;
            default -> State.OTHER;
        };
    }
}
