package dev.velos.cli.output;

/** For whom a command prints. */
public enum OutputMode {
    /** For a person: tables, words and, on a terminal, colours; complaints on standard error. */
    TEXT,
    /** Facts as JSON; complaints as for a person. */
    JSON,
    /** For a program: facts and complaints as JSON, both on standard output. */
    MACHINE,
    /** For a language model: the same, in few tokens, under short keys (see {@link AiKey}). */
    AI;

    /** Whether facts are printed as {@code --json} prints them. */
    public boolean isFullJson() {
        return this == JSON || this == MACHINE;
    }

    /** Whether standard output holds nothing but JSON, complaints included. */
    public boolean tellsFailuresAsJson() {
        return this == MACHINE || this == AI;
    }
}
