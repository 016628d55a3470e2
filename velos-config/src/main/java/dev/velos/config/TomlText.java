package dev.velos.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tomlj.Toml;

/** Values as a velos.toml holds them. */
final class TomlText {
    private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");

    private TomlText() {}

    /** A basic string; what would be taken for a variable is escaped. */
    static String of(String text) {
        StringBuilder toml = new StringBuilder("\"");
        text.replace("${", "$${").codePoints().forEach(c -> append(toml, c));
        return toml.append('"').toString();
    }

    /** What somebody wrote as a value: as it is where TOML has it so, else the text that it stands for. */
    static String literal(String value) {
        boolean isToml = value.indexOf('\n') < 0
                && value.indexOf('#') < 0
                && !Toml.parse("v = " + value).hasErrors();
        return isToml ? value : of(value);
    }

    private static void append(StringBuilder toml, int c) {
        switch (c) {
            case '"' -> toml.append("\\\"");
            case '\\' -> toml.append("\\\\");
            case '\n' -> toml.append("\\n");
            case '\r' -> toml.append("\\r");
            case '\t' -> toml.append("\\t");
            default -> {
                if (c < 0x20 || c == 0x7f) {
                    toml.append(String.format(Locale.ROOT, "\\u%04x", c));
                } else {
                    toml.appendCodePoint(c);
                }
            }
        }
    }

    static String of(List<String> texts) {
        return "[" + String.join(", ", texts.stream().map(TomlText::of).toList()) + "]";
    }

    /** A key, quoted where it has to be. */
    static String key(String key) {
        return BARE_KEY.matcher(key).matches() ? key : of(key).replace("$${", "${");
    }
}
