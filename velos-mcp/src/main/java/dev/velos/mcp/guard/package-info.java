/** What agents may see and change. */
package dev.velos.mcp.guard;
