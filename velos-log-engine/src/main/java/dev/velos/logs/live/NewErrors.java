package dev.velos.logs.live;

import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.header.EventHeaders;
import dev.velos.logs.header.Header;
import dev.velos.logs.read.TraceFolder;
import dev.velos.logs.template.KnownPatterns;
import dev.velos.logs.template.Template;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds errors like none before in the lines of one stream as they come; nothing is held back for what may follow. Of
 * an event, such as a stack trace, the first line counts that is an error and says which. Mutable, owned by one thread.
 */
public final class NewErrors {
    private static final int EXAMPLE_BYTES = 300;
    private static final int HEAD_BYTES = 1 << 10;
    private static final byte[] SAYS_NOTHING = "Traceback (most recent call last)".getBytes(StandardCharsets.US_ASCII);

    private final EventHeaders headers;
    private final KnownPatterns known;
    private final TraceFolder folder = new TraceFolder();
    private byte[] head = {};
    private boolean any;
    private boolean isTold;

    /** @param known of the stream's process; streams can share it, on one thread */
    public NewErrors(ZoneId zone, LocalDate today, LogAnalysis analysis, KnownPatterns known) {
        headers = new EventHeaders(zone, today, analysis);
        this.known = known;
    }

    /** Takes the next line, an event of one line. */
    public Optional<NewError> accept(LogEvent line) {
        boolean goesOn = any && folder.goesOn(head, 0, head.length, line.bytes(), line.from(), line.to());
        if (!goesOn) {
            begin(line);
        }
        boolean isInner = goesOn && (line.length() == 0 || isBlank(line.bytes()[line.from()]));
        return isTold || isInner ? Optional.empty() : look(line);
    }

    private void begin(LogEvent line) {
        int length = Math.min(line.length(), HEAD_BYTES);
        head = Arrays.copyOfRange(line.bytes(), line.from(), line.from() + length);
        folder.begin(head, 0, length);
        any = true;
        isTold = false;
    }

    private Optional<NewError> look(LogEvent line) {
        Level level = headers.of(line);
        Header header = headers.header();
        if (!level.isAtLeast(Level.ERROR) || saysNothing(line, header)) {
            return Optional.empty();
        }
        isTold = true;
        Optional<Template> template = known.learn(line.bytes(), header.message(), header.messageEnd());
        return template.map(it -> new NewError(level, it, example(line)));
    }

    private static boolean saysNothing(LogEvent line, Header header) {
        int from = header.message();
        return header.messageEnd() - from >= SAYS_NOTHING.length
                && Arrays.equals(line.bytes(), from, from + SAYS_NOTHING.length, SAYS_NOTHING, 0, SAYS_NOTHING.length);
    }

    private static String example(LogEvent line) {
        return new String(line.bytes(), line.from(), Math.min(line.length(), EXAMPLE_BYTES), StandardCharsets.UTF_8);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
