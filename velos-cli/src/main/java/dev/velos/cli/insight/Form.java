package dev.velos.cli.insight;

/** For whom an answer is written. */
public enum Form {
    /** For a person. */
    TEXT,
    /** For a program: everything, under stable names. */
    JSON,
    /** For a language model: one short JSON object within a bound. */
    AI
}
