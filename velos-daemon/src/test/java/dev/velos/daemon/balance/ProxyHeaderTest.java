package dev.velos.daemon.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.os.Endpoint;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void connectionOverIpv4_tellsBothEnds() {
        byte[] header = ProxyHeader.of(
                Optional.of(new Endpoint(new byte[] {10, 0, 0, 7}, 40_000)),
                Optional.of(new Endpoint(new byte[] {127, 0, 0, 1}, 3_000)));
        assertThat(hex(header)).isEqualTo(SIGNATURE + "2111000c" + "0a0000077f000001" + "9c400bb8");
    }

    @Test
    void connectionOverIpv6_tellsBothEnds_andIsTheLongest() {
        byte[] ip = new byte[16];
        ip[15] = 1;
        byte[] header = ProxyHeader.of(Optional.of(new Endpoint(ip, 1)), Optional.of(new Endpoint(ip, 2)));
        assertThat(hex(header)).startsWith(SIGNATURE + "21210024").endsWith("00010002");
        assertThat(header).hasSize(ProxyHeader.MOST_BYTES);
    }

    @Test
    void connectionOverAUnixSocket_tellsNothing() {
        assertThat(hex(ProxyHeader.of(Optional.empty(), Optional.empty()))).isEqualTo(SIGNATURE + "21000000");
    }
}
