package dev.velos.daemon.os;

import dev.velos.core.process.IpAddress;
import dev.velos.core.process.ListenAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * An address as bind(2) takes it.
 *
 * @param family AF_INET, AF_INET6 or AF_UNIX, as the system numbers them
 */
@SuppressWarnings("ArrayRecordComponent") // made for one call, never compared
public record SocketAddress(int family, byte[] bytes) {
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int INET_BYTES = 16;
    private static final int INET6_BYTES = 28;
    private static final int INET6_ADDRESS_AT = 8;
    private static final byte[] ANY_V6 = new byte[16];
    private static final byte[] ANY_V4 = new byte[4];

    /** What differs from system to system. */
    public enum Layout {
        /** The family takes two bytes. */
        LINUX,
        /** The first byte is the length. */
        BSD
    }

    /**
     * The bytes of an address.
     *
     * @param inet6 the system's number for IPv6
     */
    public static SocketAddress of(ListenAddress address, Layout layout, int inet6) {
        return switch (address) {
            case ListenAddress.Tcp(String host, int port) ->
                inet(host.isEmpty() ? ANY_V6 : IpAddress.bytes(host).orElseThrow(), port, layout, inet6);
            case ListenAddress.UnixPath(String path, int _) -> unix(path, layout);
        };
    }

    /** Every IPv4 address, for a machine without IPv6. */
    public static SocketAddress everyV4(int port, Layout layout) {
        return inet(ANY_V4, port, layout, 0);
    }

    /** Of 4 or 16 bytes of IP. */
    public static SocketAddress inet(byte[] ip, int port, Layout layout, int inet6) {
        boolean isV4 = ip.length == ANY_V4.length;
        int family = isV4 ? AF_INET : inet6;
        byte[] address = new byte[isV4 ? INET_BYTES : INET6_BYTES];
        ByteBuffer bytes = begin(address, family, layout);
        bytes.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
        bytes.position(isV4 ? bytes.position() : INET6_ADDRESS_AT);
        bytes.put(ip);
        return new SocketAddress(family, address);
    }

    private static SocketAddress unix(String path, Layout layout) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        byte[] address = new byte[Short.BYTES + name.length + 1];
        begin(address, AF_UNIX, layout).put(name);
        return new SocketAddress(AF_UNIX, address);
    }

    private static ByteBuffer begin(byte[] address, int family, Layout layout) {
        ByteBuffer bytes = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
        return switch (layout) {
            case LINUX -> bytes.putShort((short) family);
            case BSD -> bytes.put((byte) address.length).put((byte) family);
        };
    }
}
