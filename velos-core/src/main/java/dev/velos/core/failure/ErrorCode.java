package dev.velos.core.failure;

/** The closed set of ways in which a request can fail. The wire form is stable: never rename one. */
public enum ErrorCode {
    INVALID_REQUEST("invalid-request"),
    INVALID_CONFIG("invalid-config"),
    NOT_FOUND("not-found"),
    CONFLICT("conflict"),
    SPAWN_FAILED("spawn-failed"),
    UNAVAILABLE("unavailable"),
    VERSION_MISMATCH("version-mismatch"),
    INTERNAL("internal");

    private final String wire;

    ErrorCode(String wire) {
        this.wire = wire;
    }

    /** The name used in frames and in JSON output. */
    public String wire() {
        return wire;
    }

    /** The code of that wire name; one that this version does not know is {@link #INTERNAL}. */
    public static ErrorCode ofWire(String name) {
        for (ErrorCode code : values()) {
            if (code.wire.equals(name)) {
                return code;
            }
        }
        return INTERNAL;
    }
}
