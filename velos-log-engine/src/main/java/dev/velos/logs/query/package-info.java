/** Questions to logs: which events of which sources, from when to when, and in what order they are given. */
package dev.velos.logs.query;
