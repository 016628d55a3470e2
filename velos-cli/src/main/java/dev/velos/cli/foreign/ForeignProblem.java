package dev.velos.cli.foreign;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;

/** A file of another tool that cannot be understood. */
final class ForeignProblem {
    private ForeignProblem() {}

    static VelosException of(String message, String remedy) {
        return Failure.invalidConfig(message, remedy).asException();
    }
}
