package dev.velos.cli.command;

/** The command ends as the program did that it was about: with an exit code that is not one of ours. */
public final class PassedOn extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int number;

    PassedOn(int number) {
        super("exit code " + number, null, false, false);
        this.number = number;
    }

    /** From 0 to 255. */
    public int number() {
        return number;
    }
}
