package dev.velos.mcp.rpc;

import java.util.Map;
import java.util.Optional;

/** What a request of the modern era says of itself in {@code _meta}. */
public final class RequestMeta {
    private static final String PREFIX = "io.modelcontextprotocol/";
    private static final String VERSION = PREFIX + "protocolVersion";
    private static final String CAPABILITIES = PREFIX + "clientCapabilities";
    private static final String CLIENT = PREFIX + "clientInfo";
    private static final String LOG_LEVEL = PREFIX + "logLevel";
    static final String SERVER = PREFIX + "serverInfo";
    public static final String SUBSCRIPTION = PREFIX + "subscriptionId";

    private final Map<String, Object> meta;

    private RequestMeta(Map<String, Object> meta) {
        this.meta = meta;
    }

    public static RequestMeta of(Map<String, Object> params) {
        return new RequestMeta(Parsed.map(params.get("_meta")));
    }

    /** The revision by which the request is to be answered; empty where it names none. */
    public String version() {
        return Parsed.text(meta.get(VERSION));
    }

    /** The client's name; empty where it gives none. */
    String client() {
        return Parsed.text(Parsed.map(meta.get(CLIENT)).get("name"));
    }

    /** From which on the client wants to be told, beside the answer, what happens meanwhile; fails for what is no level. */
    Optional<LogLevel> logLevel() throws RpcException {
        return meta.containsKey(LOG_LEVEL)
                ? Optional.of(LogLevel.require(Parsed.text(meta.get(LOG_LEVEL))))
                : Optional.empty();
    }

    /** Whether it is one of the modern era, or tries to be. */
    public boolean isModern() {
        return meta.containsKey(VERSION) && !Revision.isLegacy(version());
    }

    void require() throws RpcException {
        Optional<RpcError> problem = problem();
        if (problem.isPresent()) {
            throw problem.get().asException();
        }
    }

    /** Why a request of the modern era cannot be answered, whatever it asks. */
    public Optional<RpcError> problem() {
        if (version().isEmpty()) {
            return missing(VERSION, "Write \"" + Revision.MODERN + "\".");
        }
        if (!version().equals(Revision.MODERN)) {
            return Optional.of(RpcError.unsupportedVersion(version()));
        }
        return meta.get(CAPABILITIES) instanceof Map
                ? Optional.empty()
                : missing(CAPABILITIES, "Add it; {} where the client has none.");
    }

    private static Optional<RpcError> missing(String key, String remedy) {
        return Optional.of(RpcError.invalidParams("\"_meta\" has no \"" + key + "\".", remedy));
    }
}
