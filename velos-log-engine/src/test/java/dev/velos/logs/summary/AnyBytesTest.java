package dev.velos.logs.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every stage on bytes that no program would write: no exception, and nothing is lost from the count. */
class AnyBytesTest {
    private static final LogSource SOURCE = new LogSource("api", "out", Path.of("api-out.log"));
    private static final List<String> SEEDS = List.of(
            "2024-01-02 10:00:00,123 ERROR [main] a.b.C: Connection to 10.0.0.1:80 refused after 5 ms",
            "Jun 14 15:16:01 combo sshd(pam_unix)[19939]: authentication failure; logname= uid=0",
            "{\"level\":30,\"time\":1700000000000,\"msg\":\"listening on \\\"x\\\"\",\"a\":[{\"b\":null}]}",
            "time=2024-01-01T00:00:00Z level=info msg=\"server up\" port=80",
            "[0.005s][info][gc] Using <G1> (size 5 MB, 3.4 MB) https://a.example/x?y=1 ::1 /var/x C:\\y a@b.c",
            "\u001b[31mred\u001b[0m 'quoted' \"text\" 100% -5 +7 0x1f 3f2504e0-4f89-11d3-9a0c-0305e82c3301");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyBytes_areSummedUp(long seed) {
        Random random = new Random(seed);
        Digest digest = new Digest(ZoneOffset.UTC, LocalDate.of(2024, 12, 31));
        try (MiningThread thread = new MiningThread(digest)) {
            for (int i = 0; i < 5000; i++) {
                byte[] bytes = bytes(random);
                thread.accept(new LogEvent(SOURCE).line(bytes, 0, bytes.length, 0));
            }
            thread.end();
        }
        Summary summary = Summary.of(digest);

        assertThat(summary.events()).isEqualTo(5000);
        assertThat(summary.patterns().stream().mapToLong(Pattern::count).sum()).isEqualTo(5000);
        assertThat(summary.levels().values().stream().mapToLong(count -> count).sum())
                .isEqualTo(5000);
    }

    /** Noise, or a line with some of its bytes changed, left out or doubled. */
    private static byte[] bytes(Random random) {
        if (random.nextInt(4) == 0) {
            byte[] noise = new byte[random.nextInt(random.nextInt(20) == 0 ? 40_000 : 200)];
            random.nextBytes(noise);
            return noise;
        }
        StringBuilder line = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int changes = random.nextInt(6); changes > 0 && !line.isEmpty(); changes--) {
            int at = random.nextInt(line.length());
            switch (random.nextInt(4)) {
                case 0 -> line.setCharAt(at, (char) random.nextInt(256));
                case 1 -> line.setLength(at);
                case 2 -> line.delete(at, Math.min(line.length(), at + random.nextInt(10)));
                default -> line.insert(at, line.substring(at, Math.min(line.length(), at + random.nextInt(30))));
            }
        }
        return line.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
