package dev.velos.logs.header;

import dev.velos.core.process.LogAnalysis;
import dev.velos.logs.event.Level;
import dev.velos.logs.event.LevelOf;
import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.TellingLine;
import dev.velos.logs.event.TimeOf;
import dev.velos.logs.level.LevelPatterns;
import dev.velos.logs.level.LevelRules;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Level and written time of the events of one stream, learned as they come: what the first lines begin with is known
 * better after 2, 4, 8 and so on up to {@link LineHeaders#SAMPLE_LINES} of them. Of an event only its first line
 * counts. Owned by the thread that reads the stream.
 */
public final class EventHeaders implements LevelOf, TimeOf {
    private final LineHeaders headers;
    private final LevelPatterns patterns;
    private final Header header = new Header();
    private final TellingLine telling = new TellingLine();
    private int sampled;
    private int learnAt = 2;

    public EventHeaders(ZoneId zone, LocalDate today) {
        this(zone, today, LogAnalysis.DEFAULT);
    }

    /** With the rules for levels of those who run the program. */
    public EventHeaders(ZoneId zone, LocalDate today, LogAnalysis analysis) {
        headers = LineHeaders.of(zone, today, analysis);
        patterns = new LevelPatterns(analysis.levels());
    }

    /** What the event's field or header names, else what a rule says of its first line, else what its first words tell, else that it is a trace. */
    @Override
    public Level of(LogEvent event) {
        read(event);
        if (header.level() != Level.NONE) {
            return header.level();
        }
        Level ruled = patterns.of(event.bytes(), event.from(), event.firstLineTo());
        Level worded =
                ruled != Level.NONE ? ruled : LevelRules.of(event.bytes(), header.message(), header.messageEnd());
        return worded == Level.NONE && isTrace(event) ? Level.ERROR : worded;
    }

    private boolean isTrace(LogEvent event) {
        return event.lines() > 1 && telling.find(event.bytes(), event.from(), event.firstLineTo(), event.to());
    }

    @Override
    public long micros(LogEvent event) {
        read(event);
        return header.timeMicros();
    }

    /** What was read of the event that was asked about last; filled anew with the next. */
    public Header header() {
        return header;
    }

    private void read(LogEvent event) {
        if (sampled < LineHeaders.SAMPLE_LINES) {
            headers.sample(event.bytes(), event.from(), event.firstLineTo());
            if (++sampled == learnAt || sampled == LineHeaders.SAMPLE_LINES) {
                headers.learn();
                learnAt *= 2;
            }
        }
        headers.read(event.bytes(), event.from(), event.firstLineTo(), header);
    }
}
