package dev.velos.daemon.os;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ListenAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What {@link Traffic}, and the sockets that it accepts from, promise. */
interface TrafficContract extends OnBench {
    private static byte[] loopback() {
        return new byte[] {127, 0, 0, 1};
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByAddress(loopback()))) {
            return free.getLocalPort();
        }
    }

    private static void until(Traffic traffic, BooleanSupplier isSo) {
        while (!isSo.getAsBoolean()) {
            traffic.poller().await(1_000_000);
        }
    }

    private static ByteBuffer direct(String text) {
        return ByteBuffer.allocateDirect(64).put(text.getBytes(US_ASCII)).flip();
    }

    /** An established connection to a server of the test. */
    private static int connection(Traffic traffic, int port) throws OsException {
        Traffic.Connection made = traffic.connect(loopback(), port);
        assertThat(made.established() || traffic.outcome(made.handle()) == 0).isTrue();
        return made.handle();
    }

    @Test
    default void sharedSocket_isAcceptedFromWithoutWaiting_andKnowsBothEnds() throws Exception {
        HandedSockets sockets = bench().backend.handedSockets();
        int port = freePort();
        int listener = sockets.open(new ListenAddress.Tcp("", port));
        int shared = sockets.share(listener);
        try (Traffic traffic = bench().backend.openTraffic()) {
            assertThat(traffic.accept(shared)).isEqualTo(Traffic.WOULD_BLOCK);
            try (Socket client = new Socket(InetAddress.getByAddress(loopback()), port)) {
                int[] handle = {Traffic.WOULD_BLOCK};
                until(traffic, () -> (handle[0] = accept(traffic, shared)) >= 0);
                Optional<Endpoint> peer = traffic.peer(handle[0]);
                assertThat(peer.orElseThrow().ip()).isEqualTo(loopback());
                assertThat(peer.get().port()).isEqualTo(client.getLocalPort());
                assertThat(traffic.local(handle[0]).orElseThrow().port()).isEqualTo(port);
                traffic.close(handle[0]);
            }
            traffic.close(shared);
        }
        sockets.unshare(listener);
        sockets.close(listener);
    }

    private static int accept(Traffic traffic, int listener) {
        try {
            return traffic.accept(listener);
        } catch (OsException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void socketThatIsEnded_isFree_whoeverHasIt() throws Exception {
        HandedSockets sockets = bench().backend.handedSockets();
        ListenAddress address = new ListenAddress.Tcp("127.0.0.1", freePort());
        int listener = sockets.open(address);
        int shared = sockets.share(listener);
        sockets.end(listener);
        int again = sockets.open(address);
        sockets.close(again);
        sockets.close(shared);
    }

    @Test
    default void bytesAndEnds_areTold() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByAddress(loopback()));
                Traffic traffic = bench().backend.openTraffic()) {
            int handle = connection(traffic, server.getLocalPort());
            try (Socket accepted = server.accept()) {
                ByteBuffer target = ByteBuffer.allocateDirect(64);
                assertThat(traffic.receive(handle, target)).isEqualTo(Traffic.WOULD_BLOCK);
                assertThat(traffic.send(handle, direct("ping"))).isEqualTo(4);
                traffic.endOutput(handle);
                assertThat(new String(accepted.getInputStream().readAllBytes(), US_ASCII))
                        .isEqualTo("ping");
                accepted.getOutputStream().write("pong".getBytes(US_ASCII));
                accepted.shutdownOutput();
                until(traffic, () -> traffic.receive(handle, target) == Traffic.ENDED);
                assertThat(target.position()).isEqualTo(4);
            }
            traffic.close(handle);
        }
    }

    @Test
    default void reset_reachesTheOtherSide_andIsTold() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getByAddress(loopback()));
                Traffic traffic = bench().backend.openTraffic()) {
            int ours = connection(traffic, server.getLocalPort());
            try (Socket accepted = server.accept()) {
                traffic.reset(ours);
                assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                () -> accepted.getInputStream().read()))
                        .hasMessageContaining("reset");
            }
            int theirs = connection(traffic, server.getLocalPort());
            Socket accepted = server.accept();
            accepted.setSoLinger(true, 0);
            accepted.close();
            ByteBuffer target = ByteBuffer.allocateDirect(8);
            until(traffic, () -> traffic.receive(theirs, target) == Traffic.BROKEN);
            assertThat(traffic.send(theirs, direct("x"))).isEqualTo(Traffic.BROKEN);
            traffic.close(theirs);
        }
    }

    @Test
    default void connectWhereNobodyListens_isRefused() throws Exception {
        int port = freePort();
        try (Traffic traffic = bench().backend.openTraffic()) {
            Traffic.Connection made = traffic.connect(loopback(), port);
            until(traffic, () -> traffic.outcome(made.handle()) == Errno.ECONNREFUSED);
            traffic.close(made.handle());
        } catch (OsException atOnce) {
            assertThat(atOnce.errno()).isEqualTo(Errno.ECONNREFUSED);
        }
    }

    @Test
    default void splice_movesBytesThroughAPipe_whereThereIsOne() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getByAddress(loopback()));
                Traffic traffic = bench().backend.openTraffic()) {
            Optional<Traffic.Pipe> pipe = traffic.openPipe();
            assertThat(pipe.isPresent()).isEqualTo(bench().backend.name().equals("linux"));
            if (pipe.isEmpty()) {
                return;
            }
            int handle = connection(traffic, server.getLocalPort());
            try (Socket accepted = server.accept()) {
                Traffic.Pipe between = pipe.get();
                assertThat(traffic.splice(handle, between.writing(), 64)).isEqualTo(Traffic.WOULD_BLOCK);
                accepted.getOutputStream().write("echo".getBytes(US_ASCII));
                until(traffic, () -> traffic.splice(handle, between.writing(), 64) == 4);
                assertThat(traffic.splice(between.reading(), handle, 4)).isEqualTo(4);
                assertThat(new String(accepted.getInputStream().readNBytes(4), US_ASCII))
                        .isEqualTo("echo");
                accepted.shutdownOutput();
                until(traffic, () -> traffic.splice(handle, between.writing(), 64) == Traffic.ENDED);
                traffic.close(between.reading());
                traffic.close(between.writing());
            }
            traffic.close(handle);
        }
    }

    @Test
    default void descriptorLimit_isThatOfTheProcess() throws OsException {
        try (Traffic traffic = bench().backend.openTraffic()) {
            assertThat(traffic.descriptorLimit()).isGreaterThanOrEqualTo(256);
        }
    }
}
