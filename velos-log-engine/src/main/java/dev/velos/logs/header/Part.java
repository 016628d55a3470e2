package dev.velos.logs.header;

/** What a piece of a line's beginning looks like. */
enum Part {
    /** A point in time. */
    TIME,
    /** A word that names a level. */
    LEVEL,
    /** One capital letter that may be a level. */
    LETTER,
    /** Digits only: a process or thread id. */
    NUMBER,
    /** Something in brackets. */
    BRACKET,
    /** Hyphens, a colon or a bar alone. */
    RULE,
    /** A word with a colon behind it, perhaps with a pid in brackets: a program or logger. */
    TAG,
    /** Any other word. */
    WORD
}
