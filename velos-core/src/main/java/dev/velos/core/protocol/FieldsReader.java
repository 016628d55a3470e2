package dev.velos.core.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads one body of MessagePack, in any of the forms that the standard allows for a value. Owned by the thread that
 * decodes it. What it takes is bounded by the bytes that are there, by {@link WireFormat#MAX_VALUES} and by
 * {@link WireFormat#MAX_DEPTH}, whatever lengths the headers claim.
 */
final class FieldsReader {
    private static final int CLAIM_BELIEVED = 16;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int values;

    FieldsReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        at = offset;
        end = offset + length;
    }

    Fields read() throws WireException {
        if (!(value(0) instanceof Fields fields)) {
            throw malformed("the body is not a map");
        }
        if (at < end) {
            throw malformed("bytes follow the body's map");
        }
        return fields;
    }

    private Object value(int depth) throws WireException {
        if (depth > WireFormat.MAX_DEPTH) {
            throw malformed("nested deeper than " + WireFormat.MAX_DEPTH);
        }
        if (++values > WireFormat.MAX_VALUES) {
            throw malformed("more than " + WireFormat.MAX_VALUES + " values");
        }
        int tag = tag();
        if (tag < PackFormat.FIXMAP) {
            return (long) tag;
        }
        if (tag < PackFormat.FIXARRAY) {
            return map(tag & 0xf, depth);
        }
        if (tag < PackFormat.FIXSTR) {
            return list(tag & 0xf, depth);
        }
        if (tag < PackFormat.NIL) {
            return text(tag & 0x1f);
        }
        return tag >= PackFormat.FIXNEGATIVE ? (Object) (long) (byte) tag : tagged(tag, depth);
    }

    private Object tagged(int tag, int depth) throws WireException {
        return switch (tag) {
            case PackFormat.FALSE -> false;
            case PackFormat.TRUE -> true;
            case PackFormat.FLOAT32 -> (double) Float.intBitsToFloat((int) number(Integer.BYTES));
            case PackFormat.FLOAT64 -> Double.longBitsToDouble(number(Long.BYTES));
            case PackFormat.UINT8 -> number(Byte.BYTES) & 0xff;
            case PackFormat.UINT16 -> number(Short.BYTES) & 0xffff;
            case PackFormat.UINT32 -> number(Integer.BYTES) & 0xffff_ffffL;
            case PackFormat.UINT64 -> natural();
            case PackFormat.INT8 -> number(Byte.BYTES);
            case PackFormat.INT16 -> number(Short.BYTES);
            case PackFormat.INT32 -> number(Integer.BYTES);
            case PackFormat.INT64 -> number(Long.BYTES);
            case PackFormat.STR8, PackFormat.STR16, PackFormat.STR32 -> text(textLength(tag));
            case PackFormat.ARRAY16 -> list(number(Short.BYTES) & 0xffff, depth);
            case PackFormat.ARRAY32 -> list(number(Integer.BYTES) & 0xffff_ffffL, depth);
            case PackFormat.MAP16 -> map(number(Short.BYTES) & 0xffff, depth);
            case PackFormat.MAP32 -> map(number(Integer.BYTES) & 0xffff_ffffL, depth);
            default -> throw malformed("a value of a kind that the protocol does not use");
        };
    }

    private long natural() throws WireException {
        long number = number(Long.BYTES);
        if (number < 0) {
            throw malformed("a number over " + Long.MAX_VALUE);
        }
        return number;
    }

    private List<Object> list(long size, int depth) throws WireException {
        List<Object> list = new ArrayList<>((int) Math.min(size, CLAIM_BELIEVED));
        for (long i = 0; i < size; i++) {
            list.add(value(depth + 1));
        }
        return Collections.unmodifiableList(list);
    }

    private Fields map(long size, int depth) throws WireException {
        Fields.Builder builder = Fields.builder();
        for (long i = 0; i < size; i++) {
            String key = key();
            if (!builder.putDecoded(key, value(depth + 1))) {
                throw malformed("a key stands twice in one map");
            }
        }
        return builder.build();
    }

    private String key() throws WireException {
        int tag = tag();
        if ((tag & 0xe0) == PackFormat.FIXSTR) {
            return text(tag & 0x1f);
        }
        if (tag < PackFormat.STR8 || tag > PackFormat.STR32) {
            throw malformed("a key that is not a text");
        }
        return text(textLength(tag));
    }

    private long textLength(int tag) throws WireException {
        return switch (tag) {
            case PackFormat.STR8 -> number(Byte.BYTES) & 0xff;
            case PackFormat.STR16 -> number(Short.BYTES) & 0xffff;
            default -> number(Integer.BYTES) & 0xffff_ffffL;
        };
    }

    private String text(long length) throws WireException {
        need(length);
        String text = new String(bytes, at, (int) length, StandardCharsets.UTF_8);
        at += (int) length;
        return text;
    }

    private int tag() throws WireException {
        need(1);
        return bytes[at++] & 0xff;
    }

    /** A signed number of that many bytes, the highest first. */
    private long number(int width) throws WireException {
        need(width);
        long number = bytes[at++];
        for (int i = 1; i < width; i++) {
            number = number << Byte.SIZE | bytes[at++] & 0xff;
        }
        return number;
    }

    private void need(long count) throws WireException {
        if (count > end - at) {
            throw malformed("broken MessagePack: " + count + " bytes are wanted where " + (end - at) + " are left");
        }
    }

    private static WireException malformed(String message) {
        return new WireException(WireException.Kind.MALFORMED, message);
    }
}
