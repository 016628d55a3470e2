package dev.velos.mcp.rpc;

import dev.velos.mcp.tool.Caller;
import java.util.Map;

/**
 * What a method is asked.
 *
 * @param id of the request
 * @param wishes of the client, which last as long as its connection
 * @param outbox for what belongs to this request and comes before its answer
 */
public record Ask(Era era, Object id, Map<String, Object> params, Caller caller, Wishes wishes, Outbox outbox) {
    /** Fails where the method is none of the era of the request. */
    public void requireEra(Era wanted, String method) throws RpcException {
        if (era != wanted) {
            throw RpcError.noMethod(method).asException();
        }
    }

    /** A text that has to be there. */
    public String text(String name) throws RpcException {
        if (params.get(name) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw RpcError.invalidParams("The parameter \"" + name + "\" is missing, or no text.", "Give its name.")
                .asException();
    }

    /** An object; an empty one where there is none. */
    public Map<String, Object> object(String name) throws RpcException {
        Object value = params.get(name);
        if (value != null && !(value instanceof Map)) {
            throw RpcError.invalidParams("The parameter \"" + name + "\" is no object.", "Give an object.")
                    .asException();
        }
        return Parsed.map(value);
    }

    /** Lists come in one piece, so that no cursor can be right. */
    public void requireNoCursor() throws RpcException {
        if (params.get("cursor") != null) {
            throw RpcError.invalidParams("This list gives no cursors, so that none can be right.", "Leave it out.")
                    .asException();
        }
    }
}
