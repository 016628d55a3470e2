package dev.velos.mcp.tool;

import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of an answer while there is room, each as a line and as an object. Owned by the call that fills it. */
public final class Rows {
    private final int tokens;
    private final List<String> lines = new ArrayList<>();
    private final List<Fields> objects = new ArrayList<>();
    private int textTokens;
    private int objectTokens;

    /** @param tokens that the lines, and the objects, may be long */
    public Rows(int tokens) {
        this.tokens = tokens;
    }

    /** False where there is no room for it; the first one is always taken. */
    public boolean add(String line, Fields object) {
        int moreText = Tokens.of(line) + 1;
        int moreObjects = Tokens.of(object.toString());
        boolean fits = textTokens + moreText <= tokens && objectTokens + moreObjects <= tokens;
        if (!fits && !lines.isEmpty()) {
            return false;
        }
        textTokens += moreText;
        objectTokens += moreObjects;
        lines.add(line);
        objects.add(object);
        return true;
    }

    public int size() {
        return lines.size();
    }

    /** The lines, and one for how many were left out. */
    public String text(String heading, long left, Optional<String> cursor) {
        List<String> all = new ArrayList<>(lines.size() + 2);
        if (!heading.isEmpty()) {
            all.add(heading);
        }
        all.addAll(lines);
        cursor.ifPresent(it -> all.add("... " + left + " more; cursor " + it));
        return String.join("\n", all);
    }

    /** The objects under that name, with {@code left_out} and {@code cursor} where some are. */
    public Fields.Builder structured(String name, long left, Optional<String> cursor) {
        Fields.Builder fields = Fields.builder().putList(name, objects);
        cursor.ifPresent(it -> fields.put("left_out", left).put("cursor", it));
        return fields;
    }
}
