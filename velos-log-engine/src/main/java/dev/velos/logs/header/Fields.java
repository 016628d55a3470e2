package dev.velos.logs.header;

import dev.velos.logs.event.Level;
import dev.velos.logs.level.LevelWords;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads level, message and time out of a line that is a JSON object or logfmt pairs, under the names that pino, bunyan,
 * winston, zap, slog, Serilog, logstash, GELF and docker give them. Only the outer object counts. One thread.
 */
final class Fields {
    private enum Meaning {
        LEVEL,
        MESSAGE,
        TIME
    }

    private static final Map<String, Meaning> NAMES = Map.ofEntries(
            Map.entry("level", Meaning.LEVEL),
            Map.entry("lvl", Meaning.LEVEL),
            Map.entry("severity", Meaning.LEVEL),
            Map.entry("levelname", Meaning.LEVEL),
            Map.entry("log.level", Meaning.LEVEL),
            Map.entry("loglevel", Meaning.LEVEL),
            Map.entry("@l", Meaning.LEVEL),
            Map.entry("msg", Meaning.MESSAGE),
            Map.entry("message", Meaning.MESSAGE),
            Map.entry("@m", Meaning.MESSAGE),
            Map.entry("@mt", Meaning.MESSAGE),
            Map.entry("log", Meaning.MESSAGE),
            Map.entry("short_message", Meaning.MESSAGE),
            Map.entry("event", Meaning.MESSAGE),
            Map.entry("time", Meaning.TIME),
            Map.entry("ts", Meaning.TIME),
            Map.entry("timestamp", Meaning.TIME),
            Map.entry("@timestamp", Meaning.TIME),
            Map.entry("@t", Meaning.TIME),
            Map.entry("datetime", Meaning.TIME));
    private static final int LONGEST_NAME = 13;

    private final Timestamps times;

    Fields(Timestamps times) {
        this.times = times;
    }

    /** False where the line is not a JSON object with one of the fields. */
    boolean json(byte[] b, int from, int to, Header header) {
        int p = from + 1;
        boolean any = false;
        while (p < to) {
            p = skip(b, p, to);
            if (p >= to || b[p] != '"') {
                break;
            }
            int nameEnd = quoted(b, p, to);
            int value = skip(b, nameEnd, to);
            if (value >= to || b[value - 1] != ':' && b[nameEnd] != ':') {
                break;
            }
            int end = value(b, value, to);
            any |= take(b, p + 1, nameEnd - 1, value, end, header);
            p = end;
        }
        return any;
    }

    private static int skip(byte[] b, int from, int to) {
        int p = from;
        while (p < to && (b[p] == ' ' || b[p] == ',' || b[p] == ':' || b[p] == '\t')) {
            p++;
        }
        return p;
    }

    /** Behind the quote that ends this one. */
    private static int quoted(byte[] b, int open, int to) {
        int p = open + 1;
        while (p < to && b[p] != '"') {
            p += b[p] == '\\' ? 2 : 1;
        }
        return Math.min(to, p + 1);
    }

    private static int value(byte[] b, int from, int to) {
        if (b[from] == '"') {
            return quoted(b, from, to);
        }
        int p = from;
        int depth = 0;
        while (p < to) {
            byte c = b[p];
            if (c == '"') {
                p = quoted(b, p, to);
                continue;
            }
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                if (--depth < 0) {
                    return p;
                }
            } else if (c == ',' && depth == 0) {
                return p;
            }
            p++;
        }
        return to;
    }

    /** Whether every word up to the end is {@code name=value}, at least two and one of them with a meaning. */
    boolean logfmt(byte[] b, int from, int to, Header header) {
        int p = from;
        int pairs = 0;
        boolean any = false;
        while (p < to) {
            int equals = p;
            while (equals < to
                    && (DateText.wordByte(b[equals]) || b[equals] == '_' || b[equals] == '.' || b[equals] == '@')) {
                equals++;
            }
            if (equals == p || equals >= to || b[equals] != '=') {
                break;
            }
            int end = equals + 1 < to && b[equals + 1] == '"' ? quoted(b, equals + 1, to) : word(b, equals + 1, to);
            any |= take(b, p, equals, equals + 1, end, header);
            pairs++;
            p = DateText.blanks(b, end, to);
        }
        boolean whole = p >= to && pairs >= 2 && any;
        if (!whole) {
            header.begin(from, to);
        }
        return whole;
    }

    private static int word(byte[] b, int from, int to) {
        int p = from;
        while (p < to && b[p] != ' ') {
            p++;
        }
        return p;
    }

    private boolean take(byte[] b, int nameFrom, int nameTo, int from, int to, Header header) {
        int length = nameTo - nameFrom;
        if (length < 2 || length > LONGEST_NAME) {
            return false;
        }
        Meaning meaning = NAMES.get(new String(b, nameFrom, length, StandardCharsets.ISO_8859_1));
        if (meaning == null) {
            return false;
        }
        boolean text = from < to && b[from] == '"';
        int first = text ? from + 1 : from;
        int last = text ? Math.max(first, to - 1) : to;
        switch (meaning) {
            case LEVEL -> header.level(level(b, first, last));
            case MESSAGE -> header.message(first, last);
            case TIME -> time(b, first, last, header);
        }
        return true;
    }

    private static Level level(byte[] b, int from, int to) {
        int digits = DateText.digitRun(b, from, to, 3);
        return digits > 0 && digits == to - from
                ? LevelWords.ofNumber(DateText.number(b, from, digits))
                : LevelWords.of(b, from, to);
    }

    private void time(byte[] b, int from, int to, Header header) {
        if (times.scan(b, from, to) >= 0) {
            header.time(times.micros(), times.precision());
        }
    }
}
