package dev.velos.config;

import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * The tables of a file, as far as its TOML could be read.
 *
 * @param completeness whether something missing in the tables is missing in the file
 */
record ParsedFile(TomlTable root, Completeness completeness) {
    /** How far the tables can be trusted. */
    enum Completeness {
        WHOLE,
        /** Lines with errors were left out. */
        PARTIAL
    }

    /** Nothing where not even the tables are known; every error of syntax is a problem. */
    static Optional<ParsedFile> of(String text, Problems problems) {
        TomlParseResult parsed;
        try {
            parsed = Toml.parse(text);
        } catch (RuntimeException | AssertionError e) {
            problems.add(ParserDefect.position(text), "This is not TOML.", "Mend the line, or what begins before it.");
            return Optional.empty();
        }
        boolean tablesKnown = true;
        for (TomlParseError error : parsed.errors()) {
            problems.add(error.position(), message(error), remedy(error));
            tablesKnown &= !isInHeader(text, error);
        }
        if (!tablesKnown) {
            return Optional.empty();
        }
        return Optional.of(new ParsedFile(parsed, parsed.hasErrors() ? Completeness.PARTIAL : Completeness.WHOLE));
    }

    /** After a broken header nobody knows which table the next lines belong to. */
    private static boolean isInHeader(String text, TomlParseError error) {
        return !isRepeated(error)
                && text.lines()
                        .skip(error.position().line() - 1L)
                        .findFirst()
                        .orElse("")
                        .stripLeading()
                        .startsWith("[");
    }

    private static boolean isRepeated(TomlParseError error) {
        return error.getMessage().contains("previously defined");
    }

    private static String message(TomlParseError error) {
        String message = error.getMessage();
        return isRepeated(error)
                ? message.replaceFirst(" previously defined", " was defined before,") + "."
                : "This is not TOML: " + Character.toLowerCase(message.charAt(0)) + message.substring(1) + ".";
    }

    private static String remedy(TomlParseError error) {
        return isRepeated(error) ? "Keep one of them." : "Mend the line; texts need quotes.";
    }
}
