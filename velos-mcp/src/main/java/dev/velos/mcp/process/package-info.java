/** The tools that look after processes. */
package dev.velos.mcp.process;
