package dev.velos.core.failure;

/** Carries a {@link Failure} up to the one place of each edge that turns failures into answers. */
public final class VelosException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public VelosException(Failure failure) {
        super(failure.text());
        this.failure = failure;
    }

    public VelosException(Failure failure, Throwable cause) {
        super(failure.text(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
