package dev.velos.core.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes {@link Fields} as <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack</a>, each
 * value in its shortest form. Owned by the thread that encodes.
 *
 * <p>Our own, though there are libraries: the protocol uses seven kinds of values, and looking for the right class of
 * a library's buffers took every command 8 ms (docs/decisions/0008). The tests hold it against the reference library.
 */
final class PackWriter {
    private static final int FIRST_BYTES = 256;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int end;

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, end);
    }

    /** No switch over types: it makes a class at run time, which costs every command 3 ms. */
    void value(Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Long number) {
            integer(number);
        } else if (value instanceof Double number) {
            tagged(PackFormat.FLOAT64, Double.doubleToRawLongBits(number), Long.BYTES);
        } else if (value instanceof Boolean flag) {
            tagged(flag ? PackFormat.TRUE : PackFormat.FALSE, 0, 0);
        } else if (value instanceof Fields fields) {
            map(fields.asMap());
        } else if (value instanceof List<?> list) {
            list(list);
        } else {
            throw new IllegalArgumentException("no field can hold a " + value.getClass());
        }
    }

    private void map(Map<String, Object> values) {
        int size = values.size();
        if (size < PackFormat.FIX_COLLECTION) {
            tagged(PackFormat.FIXMAP | size, 0, 0);
        } else {
            sized(PackFormat.MAP16, PackFormat.MAP32, size);
        }
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            text(entry.getKey());
            value(entry.getValue());
        }
    }

    private void list(List<?> list) {
        int size = list.size();
        if (size < PackFormat.FIX_COLLECTION) {
            tagged(PackFormat.FIXARRAY | size, 0, 0);
        } else {
            sized(PackFormat.ARRAY16, PackFormat.ARRAY32, size);
        }
        for (Object element : list) {
            value(element);
        }
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length < PackFormat.FIX_TEXT) {
            tagged(PackFormat.FIXSTR | utf8.length, 0, 0);
        } else if (utf8.length < 1 << 8) {
            tagged(PackFormat.STR8, utf8.length, Byte.BYTES);
        } else {
            sized(PackFormat.STR16, PackFormat.STR32, utf8.length);
        }
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, end, utf8.length);
        end += utf8.length;
    }

    private void integer(long number) {
        if (number >= -PackFormat.FIX_NEGATIVE && number < PackFormat.FIX_POSITIVE) {
            tagged((int) number & 0xff, 0, 0);
        } else if (number >= 0) {
            natural(number);
        } else {
            negative(number);
        }
    }

    private void natural(long number) {
        if (number < 1 << 8) {
            tagged(PackFormat.UINT8, number, Byte.BYTES);
        } else if (number < 1 << 16) {
            tagged(PackFormat.UINT16, number, Short.BYTES);
        } else if (number < 1L << 32) {
            tagged(PackFormat.UINT32, number, Integer.BYTES);
        } else {
            tagged(PackFormat.UINT64, number, Long.BYTES);
        }
    }

    private void negative(long number) {
        if (number >= Byte.MIN_VALUE) {
            tagged(PackFormat.INT8, number, Byte.BYTES);
        } else if (number >= Short.MIN_VALUE) {
            tagged(PackFormat.INT16, number, Short.BYTES);
        } else if (number >= Integer.MIN_VALUE) {
            tagged(PackFormat.INT32, number, Integer.BYTES);
        } else {
            tagged(PackFormat.INT64, number, Long.BYTES);
        }
    }

    private void sized(int tag16, int tag32, int size) {
        if (size < 1 << 16) {
            tagged(tag16, size, Short.BYTES);
        } else {
            tagged(tag32, size, Integer.BYTES);
        }
    }

    /** A tag and the lowest {@code width} bytes of a number, the highest of them first. */
    private void tagged(int tag, long number, int width) {
        reserve(1 + width);
        bytes[end++] = (byte) tag;
        for (int shift = (width - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[end++] = (byte) (number >>> shift);
        }
    }

    private void reserve(int more) {
        if (end + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end + more, 2 * bytes.length));
        }
    }
}
