/** What the lines of a stream begin with: times, levels, pids, threads, loggers, hosts, learned per stream. */
package dev.velos.logs.header;
