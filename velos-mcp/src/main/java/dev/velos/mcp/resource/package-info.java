/** What a client may read or ask for beside the tools. */
package dev.velos.mcp.resource;
