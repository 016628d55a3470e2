package dev.velos.core.protocol;

/**
 * {@link Fields} as MessagePack and back. Texts travel as UTF-8: a lone surrogate, which has no UTF-8 form, arrives
 * as {@code ?}, and bytes that are no UTF-8 as U+FFFD.
 */
public final class FieldsCodec {
    private FieldsCodec() {}

    /** The MessagePack map of these fields. */
    public static byte[] encode(Fields fields) {
        PackWriter writer = new PackWriter();
        writer.value(fields);
        return writer.toByteArray();
    }

    /**
     * The fields of one MessagePack map.
     *
     * @throws WireException where the bytes are not exactly one map with text keys, each once
     */
    public static Fields decode(byte[] bytes) throws WireException {
        return decode(bytes, 0, bytes.length);
    }

    /** The same of a part of an array, which is free again afterwards. */
    static Fields decode(byte[] bytes, int offset, int length) throws WireException {
        return new FieldsReader(bytes, offset, length).read();
    }
}
