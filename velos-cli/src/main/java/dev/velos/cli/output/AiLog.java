package dev.velos.cli.output;

import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.Sink;
import dev.velos.logs.query.Cursor;
import dev.velos.logs.query.Hit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Log events for a language model: one compact JSON object within a bound, and where it goes on. Equal neighbours are
 * one entry with a count. Owned by one answer. See docs/logs.md for the keys.
 */
public final class AiLog implements Sink<Hit> {
    private static final int LONGEST_ENTRY = 1200;

    private final Screen screen;
    private final long maxBytes;
    private final Naming naming;
    private final Cursor.Tracker tracker;
    private final ZoneId zone = ZoneId.systemDefault();
    private final StringBuilder json = new StringBuilder("{\"ev\":[");
    private LocalDate day = LocalDate.MIN;
    private String entry = "";
    private String key = "";
    private int repeats;
    private long bytes;
    private boolean full;

    /** Whether entries say which process they come from. */
    public enum Naming {
        ONE_SOURCE,
        SEVERAL_SOURCES
    }

    /** @param start where the answer begins, of a question that goes on itself */
    public AiLog(Screen screen, int maxTokens, Naming naming, Optional<Cursor> start) {
        this.screen = screen;
        this.naming = naming;
        maxBytes = AiForm.room(maxTokens);
        tracker = new Cursor.Tracker(start);
    }

    @Override
    public void accept(Hit hit) {
        String sameness = sameness(hit);
        if (sameness.equals(key)) {
            repeats++;
            tracker.given(hit.event());
            return;
        }
        String next = entry(hit);
        long size = next.getBytes(StandardCharsets.UTF_8).length + 8L;
        if (bytes + size > maxBytes && !key.isEmpty()) {
            full = true;
            return;
        }
        writeEntry();
        bytes += size;
        entry = next;
        key = sameness;
        repeats = 1;
        if (hit.role().isMatch()) {
            tracker.given(hit.event());
        }
    }

    @Override
    public boolean hasEnough() {
        return full;
    }

    @Override
    public void end() {
        writeEntry();
        json.append(']');
        if (full) {
            json.append(",\"more\":true,\"cur\":")
                    .append(Json.text(tracker.cursor().text()));
        }
        screen.out().line(json.append('}').toString());
        screen.out().flush();
    }

    private void writeEntry() {
        if (repeats == 0) {
            return;
        }
        json.append(json.charAt(json.length() - 1) == '[' ? "" : ",");
        json.append(entry);
        if (repeats > 1) {
            json.append(",\"x\":").append(repeats);
        }
        json.append('}');
        repeats = 0;
    }

    private String sameness(Hit hit) {
        LogEvent event = hit.event();
        return event.source().label() + '\0' + event.source().stream() + '\0' + hit.level() + event.text();
    }

    /** Without its closing brace. */
    private String entry(Hit hit) {
        LogEvent event = hit.event();
        StringBuilder text = new StringBuilder("{");
        if (event.arrivalMicros() != LogEvent.NO_TIME) {
            text.append("\"t\":").append(Json.text(time(event.arrivalMicros()))).append(',');
        }
        if (naming == Naming.SEVERAL_SOURCES) {
            text.append("\"p\":").append(Json.text(event.source().label())).append(',');
        }
        if (event.source().stream().equals("err")) {
            text.append("\"s\":\"e\",");
        }
        if (hit.level() != Level.NONE) {
            text.append("\"l\":\"").append(hit.level().word().charAt(0)).append("\",");
        }
        if (!hit.role().isMatch()) {
            text.append("\"c\":1,");
        }
        return text.append("\"m\":").append(Json.text(message(event))).toString();
    }

    private String message(LogEvent event) {
        String text = SafeText.of(event.text(), false);
        int longest = (int) Math.min(LONGEST_ENTRY, maxBytes / 2);
        long left = event.omittedBytes() + Math.max(0, text.length() - longest);
        return left == 0 ? text : text.substring(0, Math.min(text.length(), longest)) + "… +" + left;
    }

    /** The time of day; of the first entry of each day with the date. */
    private String time(long micros) {
        String stamp = Timestamp.toSeconds(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), zone);
        LocalDate date = LocalDate.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), zone);
        boolean isNewDay = !date.equals(day);
        day = date;
        return isNewDay ? stamp : stamp.substring(stamp.indexOf(' ') + 1);
    }
}
