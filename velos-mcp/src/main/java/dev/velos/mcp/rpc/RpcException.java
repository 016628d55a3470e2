package dev.velos.mcp.rpc;

/** Carries an {@link RpcError} to the dispatcher, which answers it. */
public final class RpcException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient RpcError error;

    RpcException(RpcError error) {
        super(error.message());
        this.error = error;
    }

    RpcError error() {
        return error;
    }
}
