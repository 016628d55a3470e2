package dev.velos.core.protocol;

/** The constants of a frame: magic {@code VL}, version u8, kind u8, length u32 big-endian, then a MessagePack map. */
public final class WireFormat {
    /** The protocol's version; raised only when old readers would misread a frame. */
    public static final int VERSION = 1;

    /** Bytes before the body. */
    public static final int HEADER_BYTES = 8;

    /** The largest body that either side accepts, in bytes. */
    public static final int MAX_BODY_BYTES = 16 << 20;

    /** How deep maps and lists may be nested. */
    public static final int MAX_DEPTH = 32;

    /** The most values in one body, inner ones included: what ten thousand processes need, and memory can take. */
    public static final int MAX_VALUES = 1 << 18;

    static final byte MAGIC_0 = 'V';
    static final byte MAGIC_1 = 'L';

    static final int KIND_REQUEST = 1;
    static final int KIND_REPLY = 2;
    static final int KIND_NOTICE = 3;

    private WireFormat() {}
}
