package dev.velos.daemon.supervise;

/**
 * The program of one incarnation. Pid and start time together name one process for as long as the machine runs.
 *
 * @param startTicks clock ticks after boot; 0 where it ended before it could be looked at
 */
public record Child(long pid, long startTicks, long incarnation) {}
