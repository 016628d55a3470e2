/** JSON-RPC and the two eras of the protocol: a message in, messages out. */
package dev.velos.mcp.rpc;
