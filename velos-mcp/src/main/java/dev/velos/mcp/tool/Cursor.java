package dev.velos.mcp.tool;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where the next part of an answer begins. It says all by itself, so it holds good for any server of these processes and
 * at any later time; what it points at may be gone by then, which is for the tool to tell.
 *
 * @param question the arguments that it belongs to
 * @param position of the tool's own kind
 */
record Cursor(String tool, String question, String position) {
    private static final char SEPARATOR = '\0';

    String text() {
        String plain = tool + SEPARATOR + Integer.toHexString(question.hashCode()) + SEPARATOR + position;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** The position of a cursor that this tool gave for this question. */
    static String position(String text, String tool, String question) {
        String[] parts = plain(text).split("\0", 3);
        if (parts.length != 3 || !parts[0].equals(tool)) {
            throw unusable("The cursor is none of " + tool + ".");
        }
        if (!parts[1].equals(Integer.toHexString(question.hashCode()))) {
            throw unusable("The cursor belongs to a call of " + tool + " with other arguments.");
        }
        return parts[2];
    }

    private static String plain(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    static VelosException unusable(String why) {
        return Failure.invalidRequest(
                        why, "Leave it out to begin anew, or repeat the call that gave it with its cursor added.")
                .asException();
    }
}
