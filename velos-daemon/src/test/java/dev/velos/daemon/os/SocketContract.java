package dev.velos.daemon.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.velos.daemon.os.Outside.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** {@link Sockets}. */
interface SocketContract extends OnBench {
    @Test
    default void listen_makesASocketForTheOwnerOnly() throws IOException {
        int listener = sockets().listen(path());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        sockets().close(listener);
    }

    @Test
    default void listenAtAPathThatExists_failsWithWords() throws IOException {
        Files.createFile(path());
        OsException failure =
                catchThrowableOfType(OsException.class, () -> sockets().listen(path()));
        assertThat(failure).hasMessageContaining(path().toString()).hasMessageContaining("in use");
    }

    @Test
    default void listenAtAPathThatIsTooLong_saysHowLongItMayBe() {
        Path path = bench().folder.resolve("x".repeat(120));
        OsException failure =
                catchThrowableOfType(OsException.class, () -> sockets().listen(path));
        assertThat(failure).hasMessageContaining(path.toString()).hasMessageContaining("at most 106");
        assertThat(path).doesNotExist();
    }

    @Test
    default void acceptWithoutAPeer_doesNotBlock() throws OsException {
        int listener = sockets().listen(path());
        assertThat(sockets().accept(listener)).isEqualTo(Sockets.WOULD_BLOCK);
        sockets().close(listener);
    }

    @Test
    default void connectionsAreAccepted_inTheirOrder() throws OsException {
        int listener = sockets().listen(path());
        try (Peer first = bench().outside.connect(path());
                Peer second = bench().outside.connect(path())) {
            first.send("first".getBytes(UTF_8));
            second.send("second".getBytes(UTF_8));
            int one = acceptNext(listener);
            int two = acceptNext(listener);
            assertThat(receiveText(one)).isEqualTo("first");
            assertThat(receiveText(two)).isEqualTo("second");
            assertThat(sockets().accept(listener)).isEqualTo(Sockets.WOULD_BLOCK);
            sockets().close(one);
            sockets().close(two);
        }
        sockets().close(listener);
    }

    @Test
    default void peerUser_isTheUserOfTheOtherEnd() throws OsException {
        try (Connected connected = connect()) {
            assertThat(sockets().peerUser(connected.handle()))
                    .isEqualTo(bench().backend.host().user());
        }
    }

    @Test
    default void receive_givesBytesThenWaitsThenEnds() throws OsException {
        try (Connected connected = connect()) {
            assertThat(sockets().receive(connected.handle(), new byte[8])).isEqualTo(Sockets.WOULD_BLOCK);
            connected.peer().send("request".getBytes(UTF_8));
            assertThat(receiveText(connected.handle())).isEqualTo("request");
            assertThat(sockets().receive(connected.handle(), new byte[8])).isEqualTo(Sockets.WOULD_BLOCK);
            connected.peer().send("last".getBytes(UTF_8));
            connected.peer().close();
            assertThat(receiveText(connected.handle())).isEqualTo("last");
            bench().until("the end", () -> sockets().receive(connected.handle(), new byte[8]) == Sockets.CLOSED);
        }
    }

    @Test
    default void receive_fillsTheTargetAtMost() throws OsException {
        try (Connected connected = connect()) {
            connected.peer().send("abcdef".getBytes(UTF_8));
            byte[] target = new byte[4];
            bench().until("bytes", () -> sockets().receive(connected.handle(), target) == 4);
            assertThat(target).asString(UTF_8).isEqualTo("abcd");
            assertThat(receiveText(connected.handle())).isEqualTo("ef");
        }
    }

    @Test
    default void send_takesAPartOfAnArray() throws OsException {
        try (Connected connected = connect()) {
            assertThat(sockets().send(connected.handle(), "(reply)".getBytes(UTF_8), 1, 5))
                    .isEqualTo(5);
            assertThat(connected.peer().receive(5)).asString(UTF_8).isEqualTo("reply");
        }
    }

    @Test
    default void sendToAPeerThatDoesNotRead_blocksNobodyAndLosesNothing() throws OsException {
        try (Connected connected = connect()) {
            byte[] source = new byte[1 << 16];
            Arrays.fill(source, (byte) 'x');
            int total = 0;
            int taken;
            while ((taken = sockets().send(connected.handle(), source, 0, source.length)) > 0) {
                total += taken;
            }
            assertThat(taken).isEqualTo(Sockets.WOULD_BLOCK);
            assertThat(connected.peer().receive(total)).hasSize(total).containsOnly('x');
            bench().until("room", () -> sockets().send(connected.handle(), source, 0, 1) == 1);
        }
    }

    @Test
    default void sendToAPeerThatLeft_isClosed() throws OsException {
        try (Connected connected = connect()) {
            connected.peer().close();
            bench().until("the end", () -> sockets().send(connected.handle(), new byte[8], 0, 8) == Sockets.CLOSED);
        }
    }

    /** A connection with both its ends. */
    record Connected(SocketContract contract, int listener, int handle, Peer peer) implements AutoCloseable {
        @Override
        public void close() {
            peer.close();
            contract.sockets().close(handle);
            contract.sockets().close(listener);
        }
    }

    private Connected connect() throws OsException {
        int listener = sockets().listen(path());
        Peer peer = bench().outside.connect(path());
        return new Connected(this, listener, acceptNext(listener), peer);
    }

    private int acceptNext(int listener) throws OsException {
        int[] handle = {Sockets.WOULD_BLOCK};
        bench().until("a connection", () -> {
            try {
                handle[0] = sockets().accept(listener);
            } catch (OsException e) {
                throw new AssertionError(e);
            }
            return handle[0] >= 0;
        });
        return handle[0];
    }

    private String receiveText(int handle) {
        byte[] target = new byte[64];
        int[] count = {Sockets.WOULD_BLOCK};
        bench().until("bytes", () -> (count[0] = sockets().receive(handle, target)) > 0);
        return new String(target, 0, count[0], UTF_8);
    }

    default Sockets sockets() {
        return bench().backend.sockets();
    }

    private Path path() {
        return bench().folder.resolve("socket");
    }
}
