package dev.velos.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Map;

/** Where a command writes to, and what can be shown there. Owned by the thread that runs the command. */
public final class Screen {
    private final TextSink out;
    private final TextSink err;
    private final Terminal terminal;
    private final OutputMode mode;

    public Screen(TextSink out, TextSink err, Terminal terminal) {
        this(out, err, terminal, OutputMode.TEXT);
    }

    private Screen(TextSink out, TextSink err, Terminal terminal, OutputMode mode) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.mode = mode;
    }

    /** The same streams, in another mode; nothing that is for programs alone has colours. */
    public Screen in(OutputMode other) {
        return new Screen(out, err, other.tellsFailuresAsJson() ? Terminal.NONE : terminal, other);
    }

    /** The standard streams of this process. */
    public static Screen ofSystem(Map<String, String> environment) {
        return new Screen(
                new TextSink(new FileOutputStream(FileDescriptor.out)),
                new TextSink(new FileOutputStream(FileDescriptor.err)),
                Terminal.ofStandardOutput(environment));
    }

    public TextSink out() {
        return out;
    }

    public TextSink err() {
        return err;
    }

    public OutputMode mode() {
        return mode;
    }

    public Terminal terminal() {
        return terminal;
    }

    /** Stands before what was done. */
    public String doneMark() {
        return paint(Style.GREEN, terminal.glyphs().done);
    }

    /** Stands before what failed, on standard error. */
    public String failedMark() {
        String mark = terminal.glyphs().failed;
        return terminal.colours() && Terminal.showsErrors() ? Style.RED.paint(mark) : mark;
    }

    /** The text in that look, where colours are wanted. */
    public String paint(Style style, String text) {
        return terminal.colours() ? style.paint(text) : text;
    }

    public void flush() {
        out.flush();
        err.flush();
    }
}
