/** JSON as plain values, both ways. */
package dev.velos.mcp.json;
