package dev.velos.logs.header;

import dev.velos.core.process.LogAnalysis;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Reads the beginnings of the lines of one stream: {@link #sample} some hundred lines, {@link #learn}, then
 * {@link #read} each. JSON and logfmt lines are read as fields. A line that is unlike the others is read by what its
 * own beginning shows. One thread.
 */
public final class LineHeaders {
    /** How many lines are enough to learn from. */
    public static final int SAMPLE_LINES = 1000;

    private final Timestamps times;
    private final Parts parts;
    private final Fields fields;
    private final HeaderLearner learner = new HeaderLearner();
    private final boolean any;
    private HeaderForm form;

    /** That stage, or one that holds each line to be all message where it is left out. */
    public static LineHeaders of(ZoneId zone, LocalDate today, LogAnalysis analysis) {
        return new LineHeaders(zone, today, analysis.has(LogAnalysis.Stage.HEADERS));
    }

    public LineHeaders(ZoneId zone, LocalDate today) {
        this(zone, today, true);
    }

    private LineHeaders(ZoneId zone, LocalDate today, boolean any) {
        this.any = any;
        times = new Timestamps(zone, today);
        parts = new Parts(times);
        fields = new Fields(times);
    }

    public void sample(byte[] b, int from, int to) {
        int p = start(b, from, to);
        if (any && p < to && b[p] != '{' && p - from < 4) {
            learner.add(b, p, to, parts);
        }
    }

    public void learn() {
        form = learner.learn().orElse(null);
    }

    /** The header's places by name, as {@code time level [thread] logger}; empty where the stream has none. */
    public List<String> description() {
        return form == null ? List.of() : form.slots().stream().map(Slot::word).toList();
    }

    /** Fills the header of one line; nothing in it keeps the array. */
    public void read(byte[] b, int from, int to, Header header) {
        int p = start(b, from, to);
        header.begin(from, to);
        if (p >= to || !any) {
            return;
        }
        if (b[p] == '{' && fields.json(b, p, to, header)) {
            return;
        }
        if (form != null) {
            header.begin(p, to);
            if (form.read(b, p, to, parts, times, header)) {
                return;
            }
        }
        header.begin(p, to);
        if (!fields.logfmt(b, p, to, header)) {
            alone(b, p, to, header);
        }
    }

    /** By the line's own beginning: a time, then a level; or a level that is framed or in capitals. */
    private void alone(byte[] b, int from, int to, Header header) {
        parts.begin(b, from, to);
        for (int i = 0; i < 3 && parts.next(); i++) {
            Part part = parts.part();
            if (part == Part.TIME) {
                header.time(times.micros(), times.precision());
            }
            if (part != Part.TIME && part != Part.LEVEL) {
                return;
            }
            header.message(parts.position());
            if (part == Part.LEVEL) {
                header.level(parts.level());
                return;
            }
        }
    }

    private static int start(byte[] b, int from, int to) {
        int p = from;
        while (p < to && (b[p] == ' ' || b[p] == '\t' || b[p] == 0)) {
            p++;
        }
        return p;
    }
}
