package dev.velos.daemon.capture;

import java.nio.file.Path;

/** Hears that a log has grown. */
public interface GrowthListener {
    /** @param size of the current file, in bytes */
    void grew(Path log, long size);
}
