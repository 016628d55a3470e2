/** Tools: how one is declared, called and answered, within bounds. */
package dev.velos.mcp.tool;
