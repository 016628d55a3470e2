package dev.velos.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final long EXPIRY = Sessions.EXPIRY.toNanos();

    private final Sessions sessions = new Sessions();

    @Test
    void sessionThatNobodyUses_ends() {
        String secret = open(0);
        assertThat(sessions.find(secret, EXPIRY)).isPresent();
        assertThat(sessions.find(secret, EXPIRY + 2)).isEmpty();
    }

    @Test
    void sessionThatIsInUse_lasts() {
        String secret = open(0);
        HttpSession session = sessions.find(secret, 1).orElseThrow();
        session.begin();
        assertThat(sessions.find(secret, 10 * EXPIRY)).isPresent();
        session.finish(10 * EXPIRY);
        assertThat(sessions.find(secret, 11 * EXPIRY)).isPresent();
        assertThat(sessions.find(secret, 12 * EXPIRY)).isEmpty();
    }

    @Test
    void tooManySessions_costTheOneThatWasUsedLeastLately() {
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i < Sessions.MOST; i++) {
            secrets.add(open(i));
        }
        HttpSession first = sessions.find(secrets.getFirst(), 1_000).orElseThrow();
        first.begin();
        open(2_000);
        assertThat(sessions.find(secrets.getFirst(), 2_000)).isPresent();
        assertThat(sessions.find(secrets.get(1), 2_000)).isEmpty();
        assertThat(sessions.find(secrets.get(2), 2_000)).isPresent();
    }

    @Test
    void sessionsThatAreAllInUse_letNoOtherIn() {
        for (int i = 0; i < Sessions.MOST; i++) {
            sessions.find(open(0), 0).orElseThrow().begin();
        }
        assertThat(sessions.open(1)).isEmpty();
    }

    @Test
    void sessionThatWasEnded_isGone() {
        String secret = open(0);
        assertThat(sessions.end(secret)).isTrue();
        assertThat(sessions.end(secret)).isFalse();
        assertThat(sessions.find(secret, 0)).isEmpty();
    }

    private String open(long nowNanos) {
        return sessions.open(nowNanos).orElseThrow().getKey();
    }
}
