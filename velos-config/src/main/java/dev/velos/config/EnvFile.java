package dev.velos.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a .env file: lines {@code NAME=value}, with {@code export} before them or not, empty lines, and comments. A value
 * in single quotes is taken as it is; in double quotes {@code \n \r \t \" \\} are understood; a bare one ends before
 * {@code " #"}.
 */
final class EnvFile {
    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=\\s*(.*)");
    private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
    private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private EnvFile() {}

    /** @param node the place of its name in the velos.toml, where it is told that it cannot be read */
    static Optional<Map<String, String>> read(Path file, Node node, Reading reading) {
        Optional<List<String>> lines = lines(file, node, reading);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        boolean isWhole = true;
        for (int i = 0; i < lines.get().size(); i++) {
            String line = lines.get().get(i);
            if (!line.isBlank() && !line.stripLeading().startsWith("#") && !assignment(line, variables)) {
                problem(file, i + 1, line, reading);
                isWhole = false;
            }
        }
        return isWhole ? Optional.of(variables) : Optional.empty();
    }

    private static boolean assignment(String line, Map<String, String> variables) {
        Matcher assignment = LINE.matcher(line);
        if (!assignment.matches() || line.indexOf('\0') >= 0) {
            return false;
        }
        Optional<String> value = value(assignment.group(2));
        value.ifPresent(it -> variables.put(assignment.group(1), it));
        return value.isPresent();
    }

    private static Optional<String> value(String text) {
        Matcher quoted = DOUBLE.matcher(text);
        if (quoted.matches()) {
            return Optional.of(ESCAPE.matcher(quoted.group(1)).replaceAll(EnvFile::unescaped));
        }
        Matcher literal = SINGLE.matcher(text);
        if (literal.matches()) {
            return Optional.of(literal.group(1));
        }
        return text.startsWith("\"") || text.startsWith("'")
                ? Optional.empty()
                : Optional.of(text.replaceFirst("(^|\\s+)#.*", "").strip());
    }

    private static String unescaped(java.util.regex.MatchResult escape) {
        String plain = switch (escape.group(1)) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            default -> escape.group(1);
        };
        return Matcher.quoteReplacement(plain);
    }

    private static void problem(Path file, int line, String text, Reading reading) {
        int column = text.length() - text.stripLeading().length() + 1;
        reading.problems()
                .addIn(
                        file,
                        line,
                        column,
                        "This line sets no variable.",
                        "Write NAME=value, NAME=\"value\" with its closing quote, or begin a comment with #.");
    }

    private static Optional<List<String>> lines(Path file, Node node, Reading reading) {
        try {
            return Optional.of(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            return unreadable(node, reading, file + " does not exist", "Create it, or correct the path.");
        } catch (AccessDeniedException e) {
            return unreadable(node, reading, file + ": permission denied", "Give yourself the right to (chmod u+r).");
        } catch (CharacterCodingException e) {
            return unreadable(node, reading, file + " is not UTF-8 text", "Save it as UTF-8.");
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? file + " is a folder" : e.getMessage();
            return unreadable(node, reading, why, "Name a file of lines NAME=value.");
        }
    }

    private static Optional<List<String>> unreadable(Node node, Reading reading, String why, String remedy) {
        return Kind.refused(node, reading, " cannot be read: " + why + ".", remedy);
    }
}
