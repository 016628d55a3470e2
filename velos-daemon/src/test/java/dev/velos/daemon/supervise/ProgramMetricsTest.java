package dev.velos.daemon.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramMetricsTest {
    private static final long NOW = 1_000_000;

    private static Map<String, String> parse(String at) {
        return ProgramMetrics.parse(at + "\na=1\nno sign\nb = x=2 \n", NOW);
    }

    @Test
    void linesWithASign_areMetrics() {
        assertThat(parse("at_ms=999000")).isEqualTo(Map.of("a", "1", "b", "x=2"));
    }

    @Test
    void whatIsOldOrUndated_isNothing_butWhatHoldsUntilItIsReplaced() {
        assertThat(parse("at_ms=1")).isEmpty();
        assertThat(parse("at_ms=")).isEmpty();
        assertThat(parse("")).isEmpty();
        assertThat(parse("at_ms=0")).hasSize(2);
    }

    @Test
    void missingFile_isNothing() {
        assertThat(ProgramMetrics.in(Path.of("/no/where"), NOW)).isEmpty();
    }
}
