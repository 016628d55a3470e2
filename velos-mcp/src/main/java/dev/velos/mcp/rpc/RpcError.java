package dev.velos.mcp.rpc;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error of the protocol, with its remedy in {@code data} where there is one.
 *
 * @param code of JSON-RPC 2.0, or one that revision 2026-07-28 defines
 */
public record RpcError(int code, String message, Map<String, Object> data) {
    static final int PARSE = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;
    static final int HEADER_MISMATCH = -32020;
    static final int UNSUPPORTED_VERSION = -32022;

    /** What older clients expect for a resource that is not there. */
    static final int LEGACY_NO_RESOURCE = -32002;

    public static RpcError parse(String why) {
        return new RpcError(
                PARSE, "This is no JSON: " + why + ".", remedy("Send one JSON-RPC 2.0 message on each line."));
    }

    public static RpcError invalidRequest(String why, String remedy) {
        return new RpcError(INVALID_REQUEST, why, remedy(remedy));
    }

    static RpcError noMethod(String method) {
        return new RpcError(
                METHOD_NOT_FOUND,
                "There is no method \"" + method + "\" here.",
                remedy("The capabilities in server/discover or initialize tell what there is."));
    }

    public static RpcError invalidParams(String why, String remedy) {
        return new RpcError(INVALID_PARAMS, why, remedy(remedy));
    }

    public static RpcError internal(String why) {
        return new RpcError(INTERNAL, "This is a fault in Velos: " + why + ".", remedy("Please report it."));
    }

    /** HTTP headers and body contradict each other. */
    public static RpcError headerMismatch(String why) {
        return new RpcError(
                HEADER_MISMATCH, "Header mismatch: " + why, remedy("Send headers that repeat what the body says."));
    }

    public static RpcError unsupportedVersion(String requested) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("supported", Revision.SUPPORTED);
        data.put("requested", requested);
        return new RpcError(UNSUPPORTED_VERSION, "Unsupported protocol version", data);
    }

    /** By the code that the caller's era has for it. */
    public static RpcError noResource(Era era, String uri, String why, String remedy) {
        Map<String, Object> data = new LinkedHashMap<>(remedy(remedy));
        data.put("uri", uri);
        return new RpcError(era == Era.LEGACY ? LEGACY_NO_RESOURCE : INVALID_PARAMS, why, data);
    }

    /** The status of HTTP that goes with a code. */
    public static int status(int code) {
        return switch (code) {
            case METHOD_NOT_FOUND -> 404;
            case PARSE, INVALID_REQUEST, HEADER_MISMATCH, UNSUPPORTED_VERSION -> 400;
            default -> 200;
        };
    }

    private static Map<String, Object> remedy(String text) {
        return text.isEmpty() ? Map.of() : Map.of("remedy", text);
    }

    Map<String, Object> toMap() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        if (!data.isEmpty()) {
            error.put("data", data);
        }
        return error;
    }

    public RpcException asException() {
        return new RpcException(this);
    }
}
