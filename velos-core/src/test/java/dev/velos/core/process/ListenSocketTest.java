package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenSocketTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3000|tcp:3000",
                "tcp:3000|tcp:3000",
                "*:3000|tcp:3000",
                ":3000|bad",
                "127.0.0.1:80|tcp:127.0.0.1:80",
                "localhost:80|tcp:127.0.0.1:80",
                "[::1]:80|tcp:[::1]:80",
                "tcp:[FE80::1:2]:80|tcp:[fe80::1:2]:80",
                "unix:run/a.sock|unix:run/a.sock",
                "unix:/a.sock,mode=0600,name=web|unix:/a.sock,mode=0600,name=web",
                "unix:/a.sock,mode=660|unix:/a.sock",
                "80,name=web|tcp:80,name=web",
            })
    void address_isReadAndWritten(String text, String written) {
        if (written.equals("bad")) {
            assertThatThrownBy(() -> ListenSocket.parse(text)).hasMessageContaining("no IP address");
        } else {
            ListenSocket socket = ListenSocket.parse(text);
            assertEquals(written, socket.text());
            assertEquals(socket, ListenSocket.parse(socket.text()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "0",
                "65536",
                "-1",
                "1:2:3",
                "::1:80",
                "[::1]",
                "[127.0.0.1]:80",
                "300.1.1.1:80",
                "host:80",
                "unix:",
                "unix:/x/",
                "unix:/x,mode=9",
                "80,mode=0600",
                "80,what",
                "80,name=a:b",
                "tcp:",
                "[1::2::3]:1"
            })
    void badAddress_saysWhatIsWrong(String text) {
        assertThatThrownBy(() -> ListenSocket.parse(text)).hasMessageStartingWith("Listening there is not possible: ");
    }

    @Test
    void pathThatIsTooLong_isRefused() {
        ListenSocket socket = ListenSocket.parse("unix:run/a.sock");
        assertThatThrownBy(() -> socket.resolvedBy(path -> "/" + "x".repeat(200)))
                .hasMessageContaining("has 201 bytes");
    }

    @Test
    void addressTwice_isRefused() {
        List<ListenSocket> sockets = List.of(ListenSocket.parse("80"), ListenSocket.parse("tcp:80,name=b"));
        assertThatThrownBy(() -> new Listening(sockets, true)).hasMessageStartingWith("listen names tcp:80 twice.");
    }

    @ParameterizedTest
    @CsvSource({"1.2.3.4,1 2 3 4", "::1,0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1", "1:2::f00,0 1 0 2 0 0 0 0 0 0 0 0 0 0 15 0"})
    void ipAddress_hasItsBytes(String text, String bytes) {
        Optional<byte[]> read = IpAddress.bytes(text);
        assertThat(read).isPresent();
        StringBuilder numbers = new StringBuilder();
        for (byte each : read.orElseThrow()) {
            numbers.append(each & 0xff).append(' ');
        }
        assertEquals(bytes, numbers.toString().strip());
    }
}
