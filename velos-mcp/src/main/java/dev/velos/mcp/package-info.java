/** The MCP server: what Velos can do, for AI agents. */
package dev.velos.mcp;
