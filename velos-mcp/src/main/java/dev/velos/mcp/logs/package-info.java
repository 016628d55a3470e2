/** The tools that read logs. */
package dev.velos.mcp.logs;
