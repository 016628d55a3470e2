package dev.velos.daemon.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The parts of {@link Sockets} for what programs tell and are asked: datagrams, channels, TCP connections. */
interface LinkContract extends OnBench {
    private static byte[] loopback() {
        return new byte[] {127, 0, 0, 1};
    }

    private Sockets sockets() {
        return bench().backend.sockets();
    }

    private Path path() {
        return bench().folder.resolve("link");
    }

    @Test
    default void receiveAt_makesASocketForTheOwnerOnly_andGivesOneDatagramAtATime() throws Exception {
        int handle = sockets().receiveAt(path());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        byte[] target = new byte[64];
        assertThat(sockets().receive(handle, target)).isEqualTo(Sockets.WOULD_BLOCK);
        Datagrams.send(path(), "READY=1", "WATCHDOG=1");
        assertThat(new String(target, 0, sockets().receive(handle, target), UTF_8))
                .isEqualTo("READY=1");
        assertThat(new String(target, 0, sockets().receive(handle, target), UTF_8))
                .isEqualTo("WATCHDOG=1");
        assertThat(sockets().receive(handle, target)).isEqualTo(Sockets.WOULD_BLOCK);
        sockets().close(handle);
    }

    @Test
    default void receiveAtAPathThatExists_failsWithWords() throws IOException {
        Files.createFile(path());
        OsException failure =
                catchThrowableOfType(OsException.class, () -> sockets().receiveAt(path()));
        assertThat(failure).hasMessageContaining(path().toString()).hasMessageContaining("in use");
    }

    @Test
    default void pair_isConnected_andLeavesNoFile() throws OsException {
        Sockets.Pair pair = sockets().pair(path());
        assertThat(path()).doesNotExist();
        byte[] target = new byte[8];
        assertThat(sockets().receive(pair.ours(), target)).isEqualTo(Sockets.WOULD_BLOCK);
        sockets().send(pair.theirs(), "up".getBytes(UTF_8), 0, 2);
        assertThat(sockets().receive(pair.ours(), target)).isEqualTo(2);
        sockets().send(pair.ours(), "down".getBytes(UTF_8), 0, 4);
        assertThat(sockets().receive(pair.theirs(), target)).isEqualTo(4);
        sockets().close(pair.theirs());
        assertThat(sockets().receive(pair.ours(), target)).isEqualTo(Sockets.CLOSED);
        sockets().close(pair.ours());
    }

    @Test
    default void takeBack_givesNothingButTheEndOfThatLabel() throws OsException {
        Sockets.Pair pair = sockets().pair(path());
        long own = ProcessHandle.current().pid();
        OptionalInt copy = sockets().takeBack(own, pair.ours(), path());
        copy.ifPresent(handle -> {
            byte[] target = new byte[8];
            sockets().send(pair.theirs(), "up".getBytes(UTF_8), 0, 2);
            assertThat(sockets().receive(handle, target)).isEqualTo(2);
            sockets().close(handle);
        });
        assertThat(copy.isPresent()).isEqualTo(bench().backend.name().equals("linux"));
        assertThat(sockets().takeBack(own, pair.theirs(), path())).isEmpty();
        assertThat(sockets().takeBack(own, 0, path())).isEmpty();
        assertThat(sockets().takeBack(own, 9_999, path())).isEmpty();
        sockets().close(pair.ours());
        sockets().close(pair.theirs());
    }

    @Test
    default void connect_reachesAServer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, Inet4Address.getByAddress(loopback()))) {
            int handle = sockets().connect(loopback(), server.getLocalPort());
            try (Socket accepted = server.accept()) {
                bench().until("connected", () -> sockets().send(handle, new byte[] {7}, 0, 1) == 1);
                assertThat(sockets().outcome(handle)).isZero();
                assertThat(accepted.getInputStream().read()).isEqualTo(7);
            }
            sockets().close(handle);
        }
    }

    @Test
    default void connectOverIpv6_reachesAServer() throws Exception {
        byte[] address = InetAddress.ofLiteral("::1").getAddress();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByAddress(address))) {
            int handle = sockets().connect(address, server.getLocalPort());
            server.accept().close();
            sockets().close(handle);
        }
    }

    @Test
    default void connectToAClosedPort_isRefused() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, Inet4Address.getByAddress(loopback()))) {
            port = server.getLocalPort();
        }
        try {
            int handle = sockets().connect(loopback(), port);
            int[] outcome = {0};
            bench().until("refused", () -> (outcome[0] = sockets().outcome(handle)) != 0);
            assertThat(outcome[0]).isEqualTo(Errno.ECONNREFUSED);
            assertThat(sockets().describe(outcome[0])).contains("refused");
            sockets().close(handle);
        } catch (OsException atOnce) {
            assertThat(atOnce.errno()).isEqualTo(Errno.ECONNREFUSED);
        }
    }
}
