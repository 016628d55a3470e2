package dev.velos.core.protocol;

import java.util.Optional;

/**
 * Turns the bytes of one connection into messages, however they are cut. Owned by the thread that reads the
 * connection. Memory grows with the bytes that arrived, never with the length that a header claims, and a reader
 * that holds no part of a frame holds no buffer.
 *
 * <p>After a {@link WireException} the reader is of no further use: where the next frame begins is unknown.
 */
public final class FrameReader {
    private static final byte[] NOTHING = {};

    private byte[] buffer = NOTHING;
    private int start;
    private int end;

    /** Adds {@code length} bytes of {@code bytes}, which the caller may use again afterwards. */
    public void feed(byte[] bytes, int offset, int length) {
        if (end + length > buffer.length) {
            makeRoom(length);
        }
        System.arraycopy(bytes, offset, buffer, end, length);
        end += length;
    }

    /** Bytes that wait for the rest of their frame. */
    public int pending() {
        return end - start;
    }

    /**
     * The next whole message, or nothing until more bytes are fed.
     *
     * @throws WireException as soon as the bytes cannot become a message; an over-long frame is refused by its header
     */
    public Optional<Message> next() throws WireException {
        checkHeader();
        if (pending() < WireFormat.HEADER_BYTES) {
            return Optional.empty();
        }
        int length = bodyLength();
        if (pending() - WireFormat.HEADER_BYTES < length) {
            return Optional.empty();
        }
        int bodyStart = start + WireFormat.HEADER_BYTES;
        int kind = buffer[start + 3];
        Fields body = FieldsCodec.decode(buffer, bodyStart, length);
        start = bodyStart + length;
        if (start == end) {
            buffer = NOTHING;
            start = 0;
            end = 0;
        }
        return Optional.of(MessageCodec.decode(kind, body));
    }

    /** Refuses a bad header at its first wrong byte, so that nobody waits for the rest of garbage. */
    private void checkHeader() throws WireException {
        int available = pending();
        if (available >= 1 && buffer[start] != WireFormat.MAGIC_0
                || available >= 2 && buffer[start + 1] != WireFormat.MAGIC_1) {
            throw new WireException(WireException.Kind.MALFORMED, "not a Velos frame: bad magic");
        }
        if (available >= 3 && buffer[start + 2] != WireFormat.VERSION) {
            throw new WireException(
                    WireException.Kind.VERSION,
                    "protocol version " + (buffer[start + 2] & 0xff) + ", where this side speaks "
                            + WireFormat.VERSION);
        }
        if (available >= WireFormat.HEADER_BYTES) {
            long length = bodyLength() & 0xffff_ffffL;
            if (length > WireFormat.MAX_BODY_BYTES) {
                throw new WireException(
                        WireException.Kind.MALFORMED,
                        "a frame of " + length + " bytes is over the limit of " + WireFormat.MAX_BODY_BYTES);
            }
        }
    }

    private int bodyLength() {
        int at = start + 4;
        return (buffer[at] & 0xff) << 24
                | (buffer[at + 1] & 0xff) << 16
                | (buffer[at + 2] & 0xff) << 8
                | (buffer[at + 3] & 0xff);
    }

    private void makeRoom(int length) {
        int held = pending();
        int needed = held + length;
        byte[] target = needed > buffer.length ? new byte[Math.max(needed, Math.min(2 * held, frameEnd()))] : buffer;
        System.arraycopy(buffer, start, target, 0, held);
        buffer = target;
        start = 0;
        end = held;
    }

    /** The length of the frame that has begun; a buffer that takes it whole need not grow beyond. */
    private int frameEnd() {
        boolean known = pending() >= WireFormat.HEADER_BYTES;
        long length = known ? bodyLength() & 0xffff_ffffL : 0;
        return (int) Math.min(length, WireFormat.MAX_BODY_BYTES) + WireFormat.HEADER_BYTES;
    }
}
