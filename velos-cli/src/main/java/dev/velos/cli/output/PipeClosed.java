package dev.velos.cli.output;

/** Nobody reads our output any more, as in {@code velos list | head -1}: the end of the work, not an error. */
public final class PipeClosed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PipeClosed() {
        super("nobody reads the output", null, false, false);
    }
}
