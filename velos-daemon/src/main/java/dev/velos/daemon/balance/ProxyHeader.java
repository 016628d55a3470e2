package dev.velos.daemon.balance;

import dev.velos.daemon.os.Endpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The header of the PROXY protocol, version 2, in binary form
 * (<a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">proxy-protocol.txt</a>, 2.2). Stateless.
 */
final class ProxyHeader {
    /** No header is longer. */
    static final int MOST_BYTES = 52;

    static final byte[] NONE = new byte[0];

    private static final byte[] SIGNATURE = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION_2_PROXY = 0x21;
    private static final byte UNSPECIFIED = 0x00;
    private static final byte TCP_4 = 0x11;
    private static final byte TCP_6 = 0x21;
    private static final int IP4_BYTES = 4;

    private ProxyHeader() {}

    /** That of a connection from one end to another; of one over a Unix socket, or of unlike ends, it tells no addresses. */
    static byte[] of(Optional<Endpoint> source, Optional<Endpoint> target) {
        if (source.isEmpty()
                || target.isEmpty()
                || source.get().ip().length != target.get().ip().length) {
            return head(UNSPECIFIED, 0).array();
        }
        byte[] from = source.get().ip();
        return head(from.length == IP4_BYTES ? TCP_4 : TCP_6, 2 * from.length + 2 * Short.BYTES)
                .put(from)
                .put(target.get().ip())
                .putShort((short) source.get().port())
                .putShort((short) target.get().port())
                .array();
    }

    private static ByteBuffer head(byte family, int length) {
        return ByteBuffer.allocate(SIGNATURE.length + 2 + Short.BYTES + length)
                .put(SIGNATURE)
                .put(VERSION_2_PROXY)
                .put(family)
                .putShort((short) length);
    }
}
