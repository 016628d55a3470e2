package dev.velos.mcp.tool;

import dev.velos.core.failure.VelosException;
import java.util.Optional;

/**
 * The bounds of one answer.
 *
 * @param position where it begins, as the tool said before; empty at the beginning
 * @param tokens how long it may be, roughly
 */
public record Paging(ToolCall call, Optional<String> position, int tokens) {
    static final String CURSOR = "cursor";
    static final String MAX_TOKENS = "max_tokens";
    private static final int LEAST = 100;
    private static final int MOST = 20_000;

    /** The argument that goes on behind an answer. */
    public static final Param CURSOR_PARAM = Param.text(CURSOR, "");

    /** The argument that says how long an answer may be. */
    public static final Param MAX_TOKENS_PARAM = Param.whole(MAX_TOKENS, "", LEAST, MOST);

    static Paging of(ToolCall call) {
        ToolArguments arguments = call.arguments();
        String question = arguments.question();
        Optional<String> position = arguments
                .optionalText(CURSOR)
                .map(it -> Cursor.position(it, call.tool().name(), question));
        return new Paging(call, position, (int) arguments.number(MAX_TOKENS, call.defaultTokens()));
    }

    /** The position as a number; 0 at the beginning. */
    public long number() {
        try {
            return position.map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException e) {
            throw unusable("The cursor is damaged.");
        }
    }

    /** A cursor for what begins there. */
    public String cursor(String next) {
        return new Cursor(call.tool().name(), call.arguments().question(), next).text();
    }

    /** The failure of a cursor that points at nothing any more, or never did. */
    public static VelosException unusable(String why) {
        return Cursor.unusable(why);
    }
}
