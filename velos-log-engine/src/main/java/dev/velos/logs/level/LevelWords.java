package dev.velos.logs.level;

import dev.velos.logs.event.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The words by which programs name a level: log4j, java.util.logging, syslog, Serilog, PostgreSQL and the like. Case
 * does not matter. Looked up in the bytes of a line, without an object.
 */
public final class LevelWords {
    private static final int SLOTS = 256;
    private static final int LONGEST = 12;
    private static final long[] KEYS = new long[SLOTS];
    private static final Level[] LEVELS = new Level[SLOTS];
    private static final String LETTERS = "FEWIDVT";
    private static final Level[] BY_LETTER = {
        Level.FATAL, Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE, Level.TRACE
    };

    static {
        Map.of(
                        Level.FATAL,
                        "fatal critical crit panic emerg emergency alert ftl",
                        Level.ERROR,
                        "error err severe failure eror erro",
                        Level.WARN,
                        "warn warning wrn",
                        Level.INFO,
                        "info information notice inf log config statement detail hint context",
                        Level.DEBUG,
                        "debug dbg fine debug1 debug2 debug3 debug4 debug5",
                        Level.TRACE,
                        "trace verbose finer finest trc vrb silly")
                .forEach((level, words) -> {
                    for (String word : words.split(" ")) {
                        add(word, level);
                    }
                });
    }

    private LevelWords() {}

    private static void add(String word, Level level) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        int slot = free(key(bytes, 0, bytes.length));
        KEYS[slot] = key(bytes, 0, bytes.length);
        LEVELS[slot] = level;
    }

    private static int free(long key) {
        int slot = slot(key);
        while (LEVELS[slot] != null) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        return slot;
    }

    /** The level that exactly these bytes name, or none. */
    public static Level of(byte[] bytes, int from, int to) {
        if (to - from < 3 || to - from > LONGEST) {
            return Level.NONE;
        }
        long key = key(bytes, from, to);
        int slot = slot(key);
        while (LEVELS[slot] != null) {
            if (KEYS[slot] == key) {
                return LEVELS[slot];
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return Level.NONE;
    }

    /** The level of one capital letter, as Android and glog write it, or none. */
    public static Level ofLetter(byte letter) {
        int index = LETTERS.indexOf(letter);
        return index < 0 ? Level.NONE : BY_LETTER[index];
    }

    /** The level of a number, as pino and bunyan write it (10 trace to 60 fatal), or of syslog below 8. */
    public static Level ofNumber(int number) {
        if (number < 8) {
            return number <= 2
                    ? Level.FATAL
                    : number == 3 ? Level.ERROR : number == 4 ? Level.WARN : number <= 6 ? Level.INFO : Level.DEBUG;
        }
        return number < 20
                ? Level.TRACE
                : number < 30
                        ? Level.DEBUG
                        : number < 40 ? Level.INFO : number < 50 ? Level.WARN : number < 60 ? Level.ERROR : Level.FATAL;
    }

    /** Different for each word of up to twelve letters and digits: five bits a character. */
    private static long key(byte[] bytes, int from, int to) {
        long key = 1;
        for (int i = from; i < to; i++) {
            int c = bytes[i] | 0x20;
            if (c >= 'a' && c <= 'z') {
                key = key * 37 + (c - 'a');
            } else if (bytes[i] >= '1' && bytes[i] <= '9') {
                key = key * 37 + 26 + (bytes[i] - '1');
            } else {
                return 0;
            }
        }
        return key;
    }

    private static int slot(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 56);
    }
}
