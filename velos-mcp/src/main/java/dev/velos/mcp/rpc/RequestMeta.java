package dev.velos.mcp.rpc;

import java.util.Map;

/** What a request of the modern era says of itself in {@code _meta}. */
public final class RequestMeta {
    private static final String PREFIX = "io.modelcontextprotocol/";
    private static final String VERSION = PREFIX + "protocolVersion";
    private static final String CAPABILITIES = PREFIX + "clientCapabilities";
    private static final String CLIENT = PREFIX + "clientInfo";
    static final String SERVER = PREFIX + "serverInfo";
    static final String SUBSCRIPTION = PREFIX + "subscriptionId";

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

    /** Whether it is one of the modern era, or tries to be. */
    boolean isModern() {
        return meta.containsKey(VERSION) && !Revision.isLegacy(version());
    }

    void require() throws RpcException {
        if (!version().equals(Revision.MODERN)) {
            throw RpcError.unsupportedVersion(version()).asException();
        }
        if (!(meta.get(CAPABILITIES) instanceof Map)) {
            throw RpcError.invalidParams(
                            "\"_meta\" has no \"" + CAPABILITIES + "\".", "Add it; {} where the client has none.")
                    .asException();
        }
    }
}
