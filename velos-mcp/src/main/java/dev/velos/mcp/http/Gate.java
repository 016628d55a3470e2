package dev.velos.mcp.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who may come in, by the headers alone.
 *
 * @param names of hosts that clients may call this server by, besides addresses and {@code localhost}
 * @param token that they have to name; anyone who can reach it may come in where there is none
 */
public record Gate(List<String> names, Optional<Token> token) {
    public Gate {
        names = List.copyOf(names);
    }

    /** @param header the first value of a header by its name; null where there is none */
    Optional<Refusal> refusal(Function<String, String> header) {
        String host = header.apply("Host");
        if (host == null || Authority.ofHost(host).filter(this::isOurs).isEmpty()) {
            return Optional.of(Refusal.of(
                    403,
                    "The host \"" + host + "\" is none of this server's.",
                    "Call it by its address, or start it with --hosts and that name."));
        }
        String origin = header.apply("Origin");
        if (origin != null
                && Authority.ofOrigin(origin).filter(this::isFriendly).isEmpty()) {
            return Optional.of(Refusal.of(
                    403,
                    "Pages of \"" + origin + "\" may not call this server.",
                    "Start it with --hosts and the name of that host if they are yours."));
        }
        return token.flatMap(it -> refusal(it, header.apply("Authorization")));
    }

    private boolean isOurs(Authority host) {
        return host.isAddress() || host.isLoopback() || host.isOneOf(names);
    }

    private boolean isFriendly(Authority origin) {
        return origin.isLoopback() || origin.isOneOf(names);
    }

    private static Optional<Refusal> refusal(Token token, String authorization) {
        if (token.isNamedBy(authorization == null ? "" : authorization)) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(
                401,
                authorization == null ? "This server wants a token." : "The token is not this server's.",
                "Send the header \"Authorization: Bearer\" with the token that the server was started with."));
    }
}
