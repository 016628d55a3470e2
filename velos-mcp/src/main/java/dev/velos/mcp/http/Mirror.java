package dev.velos.mcp.http;

import dev.velos.mcp.rpc.RequestMeta;
import dev.velos.mcp.rpc.Revision;
import dev.velos.mcp.rpc.RpcError;
import dev.velos.mcp.rpc.RpcMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The headers that repeat, since revision 2026-07-28, what a message says, for proxies that read no bodies. */
record Mirror(Function<String, String> header) {
    static final String VERSION = "MCP-Protocol-Version";
    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";
    private static final String BEGIN = "=?base64?";
    private static final String END = "?=";

    /** What each method's header {@value #NAME} repeats. */
    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    /** Whether headers or message are of that revision, or of a later one. */
    boolean isModern(RpcMessage.Request request) {
        String version = header.apply(VERSION);
        boolean isLegacy = version == null || Revision.isLegacy(version);
        return !isLegacy
                || RequestMeta.of(request.params()).isModern()
                || request.method().equals("server/discover");
    }

    /** Why the request cannot be answered: the message says too little of itself, or the headers contradict it. */
    Optional<RpcError> problem(RpcMessage.Request request) {
        RequestMeta meta = RequestMeta.of(request.params());
        return meta.version().isEmpty()
                ? meta.problem()
                : differs(VERSION, meta.version())
                        .or(() -> differs(METHOD, request.method()))
                        .or(() -> differsInName(request))
                        .or(meta::problem);
    }

    private Optional<RpcError> differsInName(RpcMessage.Request request) {
        return Optional.ofNullable(NAMED.get(request.method()))
                .flatMap(key ->
                        request.params().get(key) instanceof String name ? differs(NAME, name) : Optional.empty());
    }

    private Optional<RpcError> differs(String name, String said) {
        String given = header.apply(name);
        if (given == null) {
            return Optional.of(RpcError.headerMismatch("the header " + name + " is missing"));
        }
        Optional<String> plain = name.equals(NAME) ? decoded(given) : Optional.of(given);
        return plain.filter(said::equals).isPresent()
                ? Optional.empty()
                : Optional.of(RpcError.headerMismatch(
                        "the header " + name + " says \"" + given + "\", the message \"" + said + "\""));
    }

    private static Optional<String> decoded(String value) {
        if (!value.startsWith(BEGIN) || !value.endsWith(END) || value.length() < BEGIN.length() + END.length()) {
            return Optional.of(value);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(value.substring(BEGIN.length(), value.length() - END.length()));
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
