package dev.velos.mcp.logs;

import dev.velos.core.process.SecretText;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.query.Hit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * An event of a log as an agent is told it.
 *
 * @param micros when it came; {@link LogEvent#NO_TIME} where that is not known
 */
record EventRow(long micros, String source, String stream, Level level, String text, boolean isMatch) {
    private static final int LONGEST = 700;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    /** Keeps its head and its end where it is long: a trace's cause may stand there. */
    static EventRow of(Hit hit) {
        LogEvent event = hit.event();
        String text = SecretText.masked(event.text());
        if (text.length() > LONGEST) {
            int end = LONGEST / 4;
            text = text.substring(0, LONGEST - end) + " [" + (text.length() - LONGEST) + " more] "
                    + text.substring(text.length() - end);
        }
        return new EventRow(
                event.arrivalMicros(),
                event.source().label(),
                event.source().stream(),
                hit.level(),
                text,
                hit.role().isMatch());
    }

    /** {@code 15:40:02.123 api! text}; the exclamation mark is stderr's. */
    String line(boolean named) {
        String time = micros == LogEvent.NO_TIME ? "" : CLOCK.format(instant()) + " ";
        String from = (named ? source : "") + (stream.equals("err") ? "! " : named ? " " : "");
        return (isMatch ? "" : "  ") + time + from + text;
    }

    Fields fields() {
        Fields.Builder fields = Fields.builder();
        if (micros != LogEvent.NO_TIME) {
            fields.put("time", instant().truncatedTo(ChronoUnit.MILLIS).toString());
        }
        fields.put("process", source).put("stream", stream);
        if (level != Level.NONE) {
            fields.put("level", level.word());
        }
        return fields.put("text", text).build();
    }

    Instant instant() {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
