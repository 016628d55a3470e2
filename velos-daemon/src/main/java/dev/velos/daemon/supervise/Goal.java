package dev.velos.daemon.supervise;

/** What the user wants of a process, whatever its state is now. */
public enum Goal {
    UP,
    DOWN
}
