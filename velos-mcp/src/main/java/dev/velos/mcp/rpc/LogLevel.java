package dev.velos.mcp.rpc;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How grave a log notification is, the least first; the words of RFC 5424. */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** That of a word; fails for one that is none. */
    public static LogLevel require(String word) throws RpcException {
        return ofWire(word)
                .orElseThrow(() -> RpcError.invalidParams(
                                "There is no level \"" + word + "\".", "Write one of " + words() + ".")
                        .asException());
    }

    /** All of them, for a sentence. */
    private static String words() {
        return Arrays.stream(values()).map(LogLevel::wire).collect(Collectors.joining(", "));
    }

    /** That of a word; nothing for one that is none. */
    public static Optional<LogLevel> ofWire(String word) {
        for (LogLevel level : values()) {
            if (level.wire().equals(word)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
