package dev.velos.core.failure;

import java.util.Objects;

/**
 * Why a request was not carried out, in words for the person who made it.
 *
 * @param message what failed and why, one sentence or more, no trailing line break
 * @param remedy what to do about it; empty where nothing can be advised
 */
public record Failure(ErrorCode code, String message, String remedy) {
    public Failure {
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
        Objects.requireNonNull(remedy);
    }

    public static Failure invalidRequest(String message, String remedy) {
        return new Failure(ErrorCode.INVALID_REQUEST, message, remedy);
    }

    public static Failure invalidConfig(String message, String remedy) {
        return new Failure(ErrorCode.INVALID_CONFIG, message, remedy);
    }

    public static Failure notFound(String message, String remedy) {
        return new Failure(ErrorCode.NOT_FOUND, message, remedy);
    }

    public static Failure conflict(String message, String remedy) {
        return new Failure(ErrorCode.CONFLICT, message, remedy);
    }

    public static Failure spawnFailed(String message, String remedy) {
        return new Failure(ErrorCode.SPAWN_FAILED, message, remedy);
    }

    public static Failure unavailable(String message, String remedy) {
        return new Failure(ErrorCode.UNAVAILABLE, message, remedy);
    }

    public static Failure versionMismatch(String message, String remedy) {
        return new Failure(ErrorCode.VERSION_MISMATCH, message, remedy);
    }

    public static Failure internal(String message, String remedy) {
        return new Failure(ErrorCode.INTERNAL, message, remedy);
    }

    /** Message and remedy as one text. */
    public String text() {
        return remedy.isEmpty() ? message : message + " " + remedy;
    }

    /** This failure as an exception, for code that cannot return it. */
    public VelosException asException() {
        return new VelosException(this);
    }
}
