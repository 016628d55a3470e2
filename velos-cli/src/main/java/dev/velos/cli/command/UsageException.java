package dev.velos.cli.command;

/** A command line that cannot be carried out because of how it is written. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param message what is wrong, one sentence
     * @param remedy what to write instead; may be empty
     */
    public UsageException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
