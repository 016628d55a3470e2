package dev.velos.core.protocol;

/** The tags of MessagePack. */
final class PackFormat {
    static final int FIXMAP = 0x80;
    static final int FIXARRAY = 0x90;
    static final int FIXSTR = 0xa0;
    static final int NIL = 0xc0;
    static final int FALSE = 0xc2;
    static final int TRUE = 0xc3;
    static final int FLOAT32 = 0xca;
    static final int FLOAT64 = 0xcb;
    static final int UINT8 = 0xcc;
    static final int UINT16 = 0xcd;
    static final int UINT32 = 0xce;
    static final int UINT64 = 0xcf;
    static final int INT8 = 0xd0;
    static final int INT16 = 0xd1;
    static final int INT32 = 0xd2;
    static final int INT64 = 0xd3;
    static final int STR8 = 0xd9;
    static final int STR16 = 0xda;
    static final int STR32 = 0xdb;
    static final int ARRAY16 = 0xdc;
    static final int ARRAY32 = 0xdd;
    static final int MAP16 = 0xde;
    static final int MAP32 = 0xdf;
    static final int FIXNEGATIVE = 0xe0;

    /** Maps and lists of fewer values carry their size in the tag. */
    static final int FIX_COLLECTION = 16;

    /** Texts of fewer bytes carry their length in the tag. */
    static final int FIX_TEXT = 32;

    /** Numbers from 0 to below this are their own tag. */
    static final int FIX_POSITIVE = 128;

    /** Numbers from minus this to below 0 are their own tag. */
    static final int FIX_NEGATIVE = 32;

    private PackFormat() {}
}
