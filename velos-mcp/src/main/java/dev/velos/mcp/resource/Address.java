package dev.velos.mcp.resource;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The address of a resource.
 *
 * @param name what it tells of, as commands take it; empty for all processes
 */
public record Address(Kind kind, String name) {
    /** What a resource tells. */
    public enum Kind {
        ALL("velos://processes"),
        PROCESS("velos://process/"),
        LOGS("velos://logs/");

        private final String begin;

        Kind(String begin) {
            this.begin = begin;
        }
    }

    /** Nothing for one that is none. */
    public static Optional<Address> of(String uri) {
        if (uri.equals(Kind.ALL.begin)) {
            return Optional.of(new Address(Kind.ALL, ""));
        }
        return named(Kind.PROCESS, uri).or(() -> named(Kind.LOGS, uri));
    }

    private static Optional<Address> named(Kind kind, String uri) {
        if (!uri.startsWith(kind.begin) || uri.length() == kind.begin.length()) {
            return Optional.empty();
        }
        try {
            String name = URLDecoder.decode(uri.substring(kind.begin.length()), StandardCharsets.UTF_8);
            return Optional.of(new Address(kind, name));
        } catch (IllegalArgumentException e) {
            // a % that begins no character
            return Optional.empty();
        }
    }

    String uri() {
        return kind.begin + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** The address with {@code {name}} for the name. */
    static String template(Kind kind) {
        return kind.begin + "{name}";
    }
}
