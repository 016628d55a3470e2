package dev.velos.mcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import org.junit.jupiter.api.Test;

class HealthFindingTest {
    private static String line(Fields.Builder fields) {
        return HealthFinding.of(ProcessSnapshot.of(fields.put("id", 1)
                        .put("name", "api")
                        .put("script", "api.js")
                        .put("cwd", "/")
                        .put("out_log", "/o")
                        .put("err_log", "/e")
                        .build()))
                .line();
    }

    private static Fields.Builder online(long uptimeMillis, long restarts) {
        return Fields.builder()
                .put("status", "online")
                .put("uptime_ms", uptimeMillis)
                .put("restarts", restarts);
    }

    @Test
    void processThatIsUp_isWell_unlessItsProbeFails() {
        assertThat(line(online(120_000, 0))).isEqualTo("api ok: up 2m");
        assertThat(line(online(120_000, 0).put("health", "healthy"))).isEqualTo("api ok: up 2m, healthy");
        assertThat(line(online(120_000, 0).put("health", "healthy").put("health_problem", "status 503")))
                .isEqualTo("api warn: up 2m, its last health probe failed, status 503");
        assertThat(line(online(120_000, 0).put("health", "unhealthy").put("health_problem", "status 503")))
                .isEqualTo("api bad: up 2m, unhealthy, status 503");
    }

    @Test
    void processThatWasRestartedJustNow_isNotYetWell() {
        assertThat(line(online(5_000, 3).put("reason", "exit 1"))).isEqualTo("api warn: up 5s, restarts 3, exit 1");
    }

    @Test
    void processThatIsNotUp_saysWhatItWaitsFor() {
        assertThat(line(Fields.builder().put("status", "launching").put("awaits", "READY=1")))
                .isEqualTo("api warn: not up yet, waits for READY=1");
        assertThat(line(Fields.builder().put("status", "waiting").put("awaits", "db to be ready")))
                .isEqualTo("api warn: not started, waits for db to be ready");
        assertThat(line(Fields.builder()
                        .put("status", "waiting")
                        .put("restarts", 2)
                        .put("reason", "exit 1")))
                .isEqualTo("api bad: crashed, will be tried again, restarts 2, exit 1");
    }

    @Test
    void processThatWasGivenUp_isBad_andOneThatWasStoppedIsNot() {
        assertThat(line(Fields.builder().put("status", "errored").put("reason", "exit 3")))
                .isEqualTo("api bad: given up, exit 3");
        assertThat(line(Fields.builder().put("status", "stopped"))).isEqualTo("api ok: stopped on purpose");
    }
}
