/** How messages come and go. */
package dev.velos.mcp.transport;
