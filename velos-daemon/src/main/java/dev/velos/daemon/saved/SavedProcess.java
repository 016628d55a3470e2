package dev.velos.daemon.saved;

import dev.velos.core.process.ProcessSpec;
import java.util.List;

/**
 * A process as it stands in the saved list.
 *
 * @param up which of its instances were up, or wanted to be
 */
public record SavedProcess(ProcessSpec spec, List<Integer> up) {
    public SavedProcess {
        up = List.copyOf(up);
    }
}
