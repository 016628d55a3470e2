package dev.velos.mcp.json;

/** A text that is no JSON; the message says why, and where. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
