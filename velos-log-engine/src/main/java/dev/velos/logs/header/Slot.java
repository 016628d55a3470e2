package dev.velos.logs.header;

/** A place in the header of a stream, by what stands there. */
enum Slot {
    TIME("time"),
    LEVEL("level"),
    NUMBER("pid"),
    BRACKET("thread"),
    RULE("-"),
    TAG("logger"),
    HOST("host"),
    /** One to three words and a dash or colon that stands alone. */
    NAME_AND_DASH("logger"),
    WORD("field");

    private final String word;

    Slot(String word) {
        this.word = word;
    }

    /** As descriptions of a header name it. */
    String word() {
        return word;
    }
}
