/** The tools that read and change velos.toml. */
package dev.velos.mcp.config;
