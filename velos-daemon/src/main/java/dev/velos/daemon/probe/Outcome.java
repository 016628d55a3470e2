package dev.velos.daemon.probe;

/** Hears how a probe came out. */
@FunctionalInterface
public interface Outcome {
    /** @param problem why it has failed, in words; empty where all is well */
    void came(String problem);
}
