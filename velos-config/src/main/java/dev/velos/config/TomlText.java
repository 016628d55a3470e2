package dev.velos.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

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
