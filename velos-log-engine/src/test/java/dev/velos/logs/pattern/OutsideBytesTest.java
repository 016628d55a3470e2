package dev.velos.logs.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutsideBytesTest {
    private static final int FIRST = 1000;
    private static final int BYTES = 100_000;

    @Test
    void textsOutsideTheHeap_areFoundWhereTheyStand() {
        long seed = System.nanoTime();
        for (String text : new String[] {"needle", "ne+dle", "\u00fcber", "rr", "no such thing"}) {
            byte[] bytes = lines(new Random(seed), text);
            LinePattern pattern = LinePattern.of(text, LinePattern.LetterCase.EXACT);
            OutsideBytes outside = copyOf(bytes);
            LineMatcher matcher = pattern.matcher(outside);
            matcher.prepareForMuch();
            assertThat(LibcSearch.isReady()).isTrue();
            assertThat(places(matcher, bytes)).as("seed %d", seed).isEqualTo(places(pattern.matcher(), bytes));
        }
    }

    @Test
    void placesThatWereNotCopied_areNotLookedAt() {
        OutsideBytes outside = new OutsideBytes(FIRST, 10);
        assertThat(outside.indexOf((byte) 1, FIRST, FIRST + 10)).isEqualTo(-1);
        assertThatThrownBy(() -> outside.indexOf((byte) 1, FIRST - 1, FIRST + 10))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> outside.indexOf((byte) 1, FIRST, FIRST + 11))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** With the text now and then, at the very beginning and at the very end. */
    private static byte[] lines(Random random, String text) {
        byte[] bytes = new byte[FIRST + BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 100 == 99 ? '\n' : 'A' + random.nextInt(20));
        }
        byte[] needle = text.replace("+", "").getBytes(UTF_8);
        for (int at = FIRST; at + needle.length < bytes.length; at += 1 + random.nextInt(20_000)) {
            System.arraycopy(needle, 0, bytes, at, needle.length);
        }
        System.arraycopy(needle, 0, bytes, bytes.length - needle.length, needle.length);
        return bytes;
    }

    private static OutsideBytes copyOf(byte[] bytes) {
        OutsideBytes outside = new OutsideBytes(FIRST, BYTES);
        outside.buffer().put(bytes, FIRST, BYTES);
        return outside;
    }

    private static List<Integer> places(LineMatcher matcher, byte[] bytes) {
        List<Integer> places = new ArrayList<>();
        for (int at = FIRST; at < bytes.length && at >= 0; ) {
            int place = matcher.find(bytes, at, bytes.length);
            places.add(place);
            at = place < 0 ? -1 : place + 1;
        }
        return places;
    }
}
