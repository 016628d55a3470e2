package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestKeyTest {
    private static final List<String> KNOWN = List.of("script", "args", "max_restarts", "restart");

    @Test
    void fewestEdits_win() {
        assertThat(NearestKey.nearest("restrt", KNOWN)).contains("restart");
        assertThat(NearestKey.nearest("maxRestart", KNOWN)).contains("max_restarts");
        assertThat(NearestKey.nearest("SCRIPT", KNOWN)).contains("script");
    }

    @Test
    void farKey_hasNoNearest() {
        assertThat(NearestKey.nearest("watch", KNOWN)).isEmpty();
        assertThat(NearestKey.nearest("", KNOWN)).isEmpty();
        assertThat(NearestKey.nearest("a".repeat(1_000_000), KNOWN)).isEmpty();
    }
}
