package dev.velos.logs.pattern;

/** A pattern that is none. */
public final class InvalidPattern extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pattern;
    private final int position;

    InvalidPattern(String what, String pattern, int position) {
        super(what);
        this.pattern = pattern;
        this.position = position;
    }

    /** Where it goes wrong, in characters from 0. */
    public int position() {
        return position;
    }

    /** The pattern with a mark under the place, on two lines. */
    public String shown() {
        int columns = pattern.codePointCount(0, Math.min(position, pattern.length()));
        return pattern + "\n" + " ".repeat(columns) + "^";
    }
}
