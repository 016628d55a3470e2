package dev.velos.cli.output;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What standard output can show.
 *
 * @param interactive whether a person looks at it, so that boxes are drawn
 * @param colours whether it takes colours, and NO_COLOR does not forbid them
 * @param width in columns; empty where there is no limit
 */
public record Terminal(boolean interactive, boolean colours, Glyphs glyphs, OptionalInt width) {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 20;

    /** A pipe or a file: neither boxes nor colours, and no limit. */
    public static final Terminal NONE = new Terminal(false, false, Glyphs.UNICODE, OptionalInt.empty());

    static Terminal ofStandardOutput(Map<String, String> environment) {
        if (!isTerminal(STANDARD_OUTPUT)) {
            return new Terminal(false, false, Glyphs.of(environment), OptionalInt.empty());
        }
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
        return new Terminal(true, colours, Glyphs.of(environment), OptionalInt.of(width(environment)));
    }

    /** Whether complaints are seen where output is: standard error may go into a file, which wants no colours. */
    static boolean showsErrors() {
        return isTerminal(STANDARD_ERROR);
    }

    /** By the name of the open file: {@code System.console()} asks for standard input as well, and costs more. */
    private static boolean isTerminal(Path descriptor) {
        try {
            String name = Files.readSymbolicLink(descriptor).toString();
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty") || name.equals("/dev/console");
        } catch (IOException e) {
            return System.console().isTerminal();
        }
    }

    private static int width(Map<String, String> environment) {
        int columns = number(environment.getOrDefault("COLUMNS", ""));
        if (columns < LEAST_WIDTH) {
            columns = widthOfStty();
        }
        return columns < LEAST_WIDTH ? USUAL_WIDTH : columns;
    }

    /** The second number of {@code stty size}; 0 where it says nothing. */
    private static int widthOfStty() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return number(size.substring(size.indexOf(' ') + 1));
        } catch (IOException e) {
            return 0;
        }
    }

    private static int number(String text) {
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
