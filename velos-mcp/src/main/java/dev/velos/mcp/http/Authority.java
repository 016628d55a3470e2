package dev.velos.mcp.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A host as headers name it, without its port. A page of somebody else's that has its name resolve to this machine (DNS
 * rebinding) shows that name; an address cannot be made to mean another machine.
 */
record Authority(String host) {
    private static final String ADDRESS = "[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-fA-F:.]+\\]";

    /** That of a header {@code Host}; nothing where it is none. */
    static Optional<Authority> ofHost(String header) {
        int colon = header.lastIndexOf(':');
        boolean hasPort = colon > header.lastIndexOf(']');
        if (hasPort && !header.substring(colon + 1).matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        String host = hasPort ? header.substring(0, colon) : header;
        return host.matches(ADDRESS + "|[A-Za-z0-9._-]+")
                ? Optional.of(new Authority(host.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** That of a header {@code Origin}; nothing for {@code null} and what is none. */
    static Optional<Authority> ofOrigin(String header) {
        String rest = header.startsWith("http://")
                ? header.substring("http://".length())
                : header.startsWith("https://") ? header.substring("https://".length()) : "";
        return ofHost(rest);
    }

    /** This machine, by its own names for itself. */
    boolean isLoopback() {
        return host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("[::1]");
    }

    boolean isAddress() {
        return host.matches(ADDRESS);
    }

    boolean isOneOf(List<String> names) {
        return names.stream().anyMatch(name -> host.equalsIgnoreCase(name) || host.equalsIgnoreCase("[" + name + "]"));
    }
}
