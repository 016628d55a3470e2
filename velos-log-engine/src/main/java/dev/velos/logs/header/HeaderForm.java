package dev.velos.logs.header;

import dev.velos.logs.event.Level;
import dev.velos.logs.level.LevelWords;
import java.util.List;

/**
 * The pieces that the lines of one stream begin with, as {@link HeaderLearner} found them; applied to a line, it gives
 * time, level and the beginning of the message. One thread.
 */
final class HeaderForm {
    private final Slot[] slots;
    private final int lastAnchor;

    HeaderForm(List<Slot> slots) {
        this.slots = slots.toArray(Slot[]::new);
        lastAnchor = Math.max(slots.lastIndexOf(Slot.TIME), slots.lastIndexOf(Slot.LEVEL));
    }

    List<Slot> slots() {
        return List.of(slots);
    }

    /** Whether the line is of this form; then the header has been filled. */
    boolean read(byte[] b, int from, int to, Parts parts, Timestamps times, Header header) {
        parts.begin(b, from, to);
        int message = from;
        for (int i = 0; i < slots.length; i++) {
            Slot slot = slots[i];
            if (slot == Slot.TAG || slot == Slot.NAME_AND_DASH) {
                message = slot == Slot.TAG ? tag(b, message, to) : Tags.behindDash(b, message, to);
                continue;
            }
            if (!parts.next() || !fits(slot, b, parts, times, header)) {
                return end(header, message, i > lastAnchor);
            }
            message = parts.position();
        }
        return end(header, message, true);
    }

    /** A line that has all times and levels is of this form, even where what should follow them is not there. */
    private static boolean end(Header header, int message, boolean anchored) {
        header.message(message);
        return anchored;
    }

    private static boolean fits(Slot slot, byte[] b, Parts parts, Timestamps times, Header header) {
        Part part = parts.part();
        switch (slot) {
            case TIME -> {
                if (part != Part.TIME) {
                    return false;
                }
                header.time(times.micros(), times.precision());
                header.level(parts.level());
            }
            case LEVEL -> {
                if (part == Part.TIME) {
                    return false;
                }
                Level level = parts.level();
                header.level(level == Level.NONE ? LevelWords.of(b, parts.start(), parts.end()) : level);
            }
            case NUMBER -> {
                return part == Part.NUMBER;
            }
            case BRACKET -> {
                return part == Part.BRACKET || part == Part.LEVEL;
            }
            case RULE -> {
                return part == Part.RULE;
            }
            default -> {}
        }
        return true;
    }

    /** Behind {@code name:}, {@code name[pid]:}, {@code name[pid] (what):}, or where nothing of the kind is, here. */
    static int tag(byte[] b, int from, int to) {
        int end = Tags.end(b, from, to);
        return end < 0 ? from : end;
    }
}
