/** What clients are told without asking. */
package dev.velos.mcp.news;
