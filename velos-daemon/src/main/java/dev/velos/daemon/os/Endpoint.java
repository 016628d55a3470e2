package dev.velos.daemon.os;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * One end of a TCP connection.
 *
 * @param ip 4 or 16 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // made for one header, never compared
public record Endpoint(byte[] ip, int port) {
    private static final int AF_INET = 2;
    private static final int PORT_AT = 2;
    private static final int IP4_AT = 4;
    private static final int IP6_AT = 8;
    private static final int IP4_BYTES = 4;
    private static final int IP6_BYTES = 16;
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    /** As many bytes as any address of TCP takes. */
    public static final int ADDRESS_BYTES = 28;

    /**
     * Reads what getpeername(2) gives. An IPv4 address of a socket for IPv6 becomes one of IPv4.
     *
     * @param inet6 the system's number for IPv6
     */
    public static Optional<Endpoint> of(byte[] address, SocketAddress.Layout layout, int inet6) {
        ByteBuffer bytes = ByteBuffer.wrap(address);
        int family = switch (layout) {
            case LINUX -> bytes.order(ByteOrder.nativeOrder()).getShort(0);
            case BSD -> address[1];
        };
        int port = Short.toUnsignedInt(bytes.order(ByteOrder.BIG_ENDIAN).getShort(PORT_AT));
        if (family == AF_INET) {
            return Optional.of(new Endpoint(Arrays.copyOfRange(address, IP4_AT, IP4_AT + IP4_BYTES), port));
        }
        return family == inet6
                ? Optional.of(new Endpoint(unmapped(Arrays.copyOfRange(address, IP6_AT, IP6_AT + IP6_BYTES)), port))
                : Optional.empty();
    }

    private static byte[] unmapped(byte[] ip) {
        return Arrays.equals(MAPPED, Arrays.copyOf(ip, MAPPED.length))
                ? Arrays.copyOfRange(ip, MAPPED.length, IP6_BYTES)
                : ip;
    }
}
