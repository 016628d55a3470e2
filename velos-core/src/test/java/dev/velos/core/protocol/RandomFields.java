package dev.velos.core.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Fields as nobody would write them: every kind of value, edges of numbers and texts, deep and empty containers. */
final class RandomFields {
    private static final long[] EDGES = {
        0,
        1,
        -1,
        31,
        -32,
        -33,
        127,
        128,
        255,
        256,
        65_535,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffff_ffffL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final double[] DOUBLES = {
        0.0, -0.0, 1.5, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY
    };
    private static final int[] LENGTHS = {0, 1, 31, 32, 255, 256, 65_536};

    private final Random random;

    RandomFields(long seed) {
        random = new Random(seed);
    }

    Fields next() {
        return fields(0);
    }

    private Fields fields(int depth) {
        Fields.Builder builder = Fields.builder();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 40 : 6); i > 0; i--) {
            builder.putDecoded(text(), value(depth + 1));
        }
        return builder.build();
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth < 6 ? 6 : 4)) {
            case 0 -> text();
            case 1 -> random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextLong();
            case 2 -> random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextDouble();
            case 3 -> random.nextBoolean();
            case 4 -> fields(depth);
            default -> list(depth);
        };
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 40 : 4); i > 0; i--) {
            list.add(value(depth + 1));
        }
        return list;
    }

    /** Any characters but lone surrogates, which have no UTF-8 form. */
    String text() {
        if (random.nextInt(50) == 0) {
            return "x".repeat(LENGTHS[random.nextInt(LENGTHS.length)]);
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
            text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? 0 : c);
        }
        return text.toString();
    }
}
