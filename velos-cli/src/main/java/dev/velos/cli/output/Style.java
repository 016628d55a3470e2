package dev.velos.cli.output;

import dev.velos.core.process.ProcessStatus;

/** A look of text on a terminal. */
public enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36");

    private static final Style[] LABELS = {CYAN, GREEN, YELLOW, BOLD};

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** The text between the codes that switch this look on and off. */
    String paint(String text) {
        return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /** How a status is coloured everywhere. */
    static Style of(ProcessStatus status) {
        return switch (status) {
            case ONLINE -> GREEN;
            case LAUNCHING, STOPPING, WAITING -> YELLOW;
            case ERRORED -> RED;
            case STOPPED, COMPLETED -> DIM;
        };
    }

    /** A look that tells one label from its neighbours. */
    static Style ofLabel(int index) {
        return LABELS[index % LABELS.length];
    }
}
