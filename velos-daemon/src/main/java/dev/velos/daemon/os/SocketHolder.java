package dev.velos.daemon.os;

/**
 * A process that has a listening socket open.
 *
 * @param program its name, as the system knows it
 */
public record SocketHolder(long pid, int descriptor, String program) {}
