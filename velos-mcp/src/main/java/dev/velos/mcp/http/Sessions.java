package dev.velos.mcp.http;

import dev.velos.mcp.rpc.SessionName;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sessions by their secrets; those that nobody uses end. Any thread may use it. */
final class Sessions {
    /** Where there are as many, the one that was used least lately makes room. */
    static final int MOST = 256;

    /** Unused for so long, one ends. */
    static final Duration EXPIRY = Duration.ofMinutes(30);

    private static final int SECRET_BYTES = 24;

    private final Map<String, HttpSession> sessions = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** A new one, by its secret; nothing where all there can be are in use. */
    synchronized Optional<Map.Entry<String, HttpSession>> open(long nowNanos) {
        endThose(nowNanos, EXPIRY.toNanos());
        if (sessions.size() >= MOST) {
            longestIdle(nowNanos).ifPresent(this::end);
        }
        if (sessions.size() >= MOST) {
            return Optional.empty();
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        HttpSession session = new HttpSession(SessionName.any(), nowNanos);
        sessions.put(secret, session);
        return Optional.of(Map.entry(secret, session));
    }

    synchronized Optional<HttpSession> find(String secret, long nowNanos) {
        endThose(nowNanos, EXPIRY.toNanos());
        return Optional.ofNullable(sessions.get(secret));
    }

    /** False where there is none. */
    synchronized boolean end(String secret) {
        HttpSession session = sessions.remove(secret);
        if (session != null) {
            session.end();
        }
        return session != null;
    }

    synchronized void endAll() {
        List.copyOf(sessions.keySet()).forEach(this::end);
    }

    private void endThose(long nowNanos, long idleNanos) {
        List.copyOf(sessions.entrySet()).stream()
                .filter(it -> it.getValue().idleNanos(nowNanos) > idleNanos)
                .forEach(it -> end(it.getKey()));
    }

    private Optional<String> longestIdle(long nowNanos) {
        return sessions.entrySet().stream()
                .filter(it -> it.getValue().idleNanos(nowNanos) > 0)
                .max(Comparator.comparingLong(it -> it.getValue().idleNanos(nowNanos)))
                .map(Map.Entry::getKey);
    }
}
