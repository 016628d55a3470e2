package dev.velos.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreshStartTest {
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void firstFault_startsAnewAndIsRemembered() {
        assertThat(FreshStart.environmentOfNext(Map.of("A", "1"), NOW).orElseThrow())
                .containsExactlyInAnyOrder("A=1", "VELOS_STARTED_ANEW_MS=" + NOW);
    }

    @Test
    void faultThatComesBackWithinTenSeconds_givesUp() {
        assertThat(FreshStart.environmentOfNext(faultAt(NOW), NOW)).isEmpty();
        assertThat(FreshStart.environmentOfNext(faultAt(NOW), NOW + 9_999)).isEmpty();
    }

    @Test
    void laterFault_startsAnew() {
        assertThat(FreshStart.environmentOfNext(faultAt(NOW), NOW + 10_000).orElseThrow())
                .containsExactly("VELOS_STARTED_ANEW_MS=" + (NOW + 10_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1800000000001", "99999999999999999999"})
    void oddOrFutureTime_isNoReasonToGiveUp(String value) {
        assertThat(FreshStart.environmentOfNext(Map.of("VELOS_STARTED_ANEW_MS", value), NOW))
                .isPresent();
    }

    @Test
    void startForAnotherReason_forgetsTheFault() {
        assertThat(FreshStart.environment(faultAt(NOW))).isEmpty();
    }

    private static Map<String, String> faultAt(long millis) {
        return Map.of("VELOS_STARTED_ANEW_MS", Long.toString(millis));
    }
}
