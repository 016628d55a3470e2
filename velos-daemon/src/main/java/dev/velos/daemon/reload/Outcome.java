package dev.velos.daemon.reload;

import dev.velos.daemon.supervise.ManagedProcess;
import java.util.Optional;

/**
 * What became of one instance in a reload.
 *
 * @param current what stands in the table for it now
 * @param problem why it was not reloaded; empty where it was
 */
public record Outcome(ManagedProcess current, Optional<String> problem) {}
