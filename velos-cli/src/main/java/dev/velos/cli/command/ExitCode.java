package dev.velos.cli.command;

import dev.velos.core.failure.Failure;

/** What the shell is told. Stable, and documented in the help and in docs/cli.md. */
public enum ExitCode {
    DONE(0, "done"),
    FAILED(1, "failed: it could not be done, or not for every process"),
    USAGE(2, "the command line is wrong"),
    NOT_FOUND(3, "no such process"),
    UNREACHABLE(4, "the daemon cannot be reached, or cannot be started"),
    TIMEOUT(5, "what \"velos wait\" waited for has not come in time");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /** What it says, for the help. */
    public String meaning() {
        return meaning;
    }

    /** The one place that maps failures to exit codes. */
    public static ExitCode of(Failure failure) {
        return switch (failure.code()) {
            case NOT_FOUND -> NOT_FOUND;
            case UNAVAILABLE, VERSION_MISMATCH -> UNREACHABLE;
            case INVALID_REQUEST, INVALID_CONFIG, CONFLICT, SPAWN_FAILED, INTERNAL -> FAILED;
        };
    }
}
