package dev.velos.daemon.supervise;

/**
 * What keeps a process from being started.
 *
 * @param text such as {@code db not healthy}
 * @param isHopeless whether nothing that is under way will change it
 */
public record Unmet(String text, boolean isHopeless) {}
