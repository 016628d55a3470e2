package dev.velos.mcp.rpc;

import java.util.Map;

/** One method of the protocol. */
@FunctionalInterface
public interface Method {
    /** Its result, without what every result has. */
    Map<String, Object> answer(Ask ask) throws RpcException, InterruptedException;
}
