/** The protocol over HTTP, for any number of clients. */
package dev.velos.mcp.http;
