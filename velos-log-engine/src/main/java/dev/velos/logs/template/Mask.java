package dev.velos.logs.template;

/**
 * What stands in a template for a part of a line that varies. In normalized bytes a mask is one byte, its
 * {@link #code}, which no text of a line has there.
 */
public enum Mask {
    /** Anything: several kinds, or words that differ from line to line. */
    ANY("<*>"),
    NUMBER("<num>"),
    HEX("<hex>"),
    /** A word of letters and digits: a key, a host with a number, a version. */
    ID("<id>"),
    UUID("<uuid>"),
    /** An address with or without a port, or a MAC address. */
    IP("<ip>"),
    HOST("<host>"),
    PATH("<path>"),
    URL("<url>"),
    EMAIL("<email>"),
    DURATION("<duration>"),
    SIZE("<size>"),
    TEXT("<str>"),
    TIME("<time>"),
    /** true, false or null as a value. */
    BOOL("<bool>");

    private static final Mask[] ALL = values();
    private final String text;

    Mask(String text) {
        this.text = text;
    }

    /** As it is written in a template. */
    public String text() {
        return text;
    }

    @SuppressWarnings("EnumOrdinal") // a code lives no longer than the process
    byte code() {
        return (byte) (ordinal() + 1);
    }

    static boolean isCode(byte b) {
        return b > 0 && b < Normalized.GLUED;
    }

    /** That of a mask that a user added, by its number from 0. */
    static byte ownCode(int number) {
        return (byte) (ALL.length + 1 + number);
    }

    /** Which of those it is; negative for none. */
    static int ownNumber(int code) {
        return code - ALL.length - 1;
    }

    static Mask of(byte code) {
        return ALL[code - 1];
    }
}
