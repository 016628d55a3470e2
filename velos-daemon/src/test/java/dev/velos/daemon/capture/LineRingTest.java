package dev.velos.daemon.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineRingTest {
    private final LineRing ring = new LineRing();

    @Test
    void emptyRing_hasNoLines() {
        assertThat(ring.isEmpty()).isTrue();
        assertThat(ring.last(10)).isEmpty();
    }

    @Test
    void linesInPieces_areWhole() {
        add("on");
        add("e\ntw");
        add("o");
        add("\n\nthree");
        assertThat(ring.last(10)).containsExactly("one", "two", "", "three");
        assertThat(ring.last(2)).containsExactly("", "three");
        assertThat(ring.last(0)).isEmpty();
    }

    @Test
    void charactersCutInTwo_areWhole() {
        byte[] bytes = "grün 🙂\n".getBytes(UTF_8);
        for (byte part : bytes) {
            ring.add(new byte[] {part}, 1);
        }
        assertThat(ring.last(1)).containsExactly("grün 🙂");
    }

    @Test
    void manyLines_areTheLastThousand() {
        for (int i = 0; i < 5_000; i++) {
            add(i + "\n");
        }
        List<String> lines = ring.last(Integer.MAX_VALUE);
        assertThat(lines).hasSize(LineRing.MAX_LINES).startsWith("4000").endsWith("4999");
    }

    @Test
    void longLines_areBoundedInBytes() {
        for (int i = 0; i < 100; i++) {
            add("x".repeat(10_000) + i + "\n");
        }
        List<String> lines = ring.last(1_000);
        assertThat(lines.stream().mapToInt(String::length).sum()).isBetween(240_000, LineRing.MAX_BYTES);
        assertThat(lines.getLast()).endsWith("x99");
    }

    @Test
    void endlessLine_keepsItsEnd() {
        for (int i = 0; i < 300; i++) {
            add("x".repeat(10_000) + i);
        }
        assertThat(ring.last(5))
                .singleElement()
                .satisfies(line -> assertThat(line).hasSize(LineRing.MAX_BYTES).endsWith("x299"));
        add("\nnext\n");
        assertThat(ring.last(1)).containsExactly("next");
    }

    @Test
    void clearedRing_isEmpty() {
        add("one\ntwo");
        ring.clear();
        assertThat(ring.isEmpty()).isTrue();
        add("three\n");
        assertThat(ring.last(5)).containsExactly("three");
    }

    @Test
    void anyCutting_givesTheSameLines() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LineRing cut = new LineRing();
            List<String> written = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(200); i > 0; i--) {
                written.add("y".repeat(random.nextInt(50)));
                text.append(written.getLast()).append('\n');
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(80));
                cut.add(Arrays.copyOfRange(bytes, at, at + length), length);
                at += length;
            }
            assertThat(cut.last(1_000)).as("seed " + seed).isEqualTo(written);
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        ring.add(bytes, bytes.length);
    }
}
