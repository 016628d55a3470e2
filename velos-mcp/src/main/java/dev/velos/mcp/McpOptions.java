package dev.velos.mcp;

import dev.velos.core.process.SecretNames;
import dev.velos.mcp.guard.Access;

/**
 * How a server is to be.
 *
 * @param maxTokens about how long a reply may be, unless a call says otherwise
 * @param secrets the variables whose values nobody is told
 */
public record McpOptions(Access access, int maxTokens, SecretNames secrets) {
    /** For {@link #maxTokens}. */
    public static final int DEFAULT_TOKENS = 2_000;
}
