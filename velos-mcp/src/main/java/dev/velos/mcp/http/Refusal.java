package dev.velos.mcp.http;

import dev.velos.mcp.rpc.RpcError;

/**
 * Why a request is not answered as it wishes.
 *
 * @param status of HTTP
 */
record Refusal(int status, RpcError error) {
    static Refusal of(int status, String why, String remedy) {
        return new Refusal(status, RpcError.invalidRequest(why, remedy));
    }
}
