package dev.velos.daemon.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.Balancing;
import dev.velos.core.process.Balancing.Method;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.Sockets;
import dev.velos.daemon.os.linux.LinuxBackend;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** On Linux, connections are handed over as well. The test is the program that takes them, and lets go of them at once. */
class NativeCarryingTest extends Carrying {
    /** As many as are sent before one is answered. */
    private static final int WINDOW = 16;

    @Override
    Backend backend() {
        return LinuxBackend.open();
    }

    /** Of an upstream that has said this; the end of its program. */
    private int takingOver(Upstream upstream, String says) throws Exception {
        Sockets.Pair way = way();
        upstream.takesOverBy(board, way.ours());
        assertThat(heardBy(way.theirs(), 1)).isEqualTo("?");
        sayBy(way.theirs(), says);
        awaitThat(() -> upstream.takesOver() == says.endsWith("="));
        return way.theirs();
    }

    private interface Question {
        boolean isSo();
    }

    private void awaitThat(Question question) {
        boolean[] isSo = new boolean[1];
        while (!isSo[0]) {
            onBoard(() -> isSo[0] = question.isSo());
        }
    }

    @Test
    void connectionThatIsTaken_isTheProgramsFromThenOn() throws Exception {
        Upstream upstream = upstream(server());
        int program = takingOver(upstream, "0=");
        assign(Method.ROUND_ROBIN, upstream);
        Socket client = client();
        assertThat(heardBy(program, 1)).isEqualTo("c");
        assertThat(upstream.counts().total()).isZero();
        sayBy(program, "+");
        assertThat(isAtEnd(client)).as("nobody else has it open").isTrue();
        assertThat(upstream.counts().handed()).isEqualTo(1);
        assertThat(upstream.counts().total()).isEqualTo(1);
        assertThat(upstream.counts().open()).isEqualTo(1);
        sayBy(program, "1.");
        awaitThat(() -> upstream.counts().open() == 0);
    }

    @Test
    void connectionThatIsNotTaken_isCarried_andTheNextOnesAsWell() throws Exception {
        ServerSocket server = server();
        Upstream upstream = upstream(server);
        int program = takingOver(upstream, "0=");
        assign(Method.ROUND_ROBIN, upstream);
        Socket client = client();
        assertThat(heardBy(program, 1)).isEqualTo("c");
        sayBy(program, "-");
        say(client, GET);
        assertThat(hear(accepted(server), GET.length())).isEqualTo(GET);
        say(client(), GET);
        assertThat(hear(accepted(server), GET.length())).isEqualTo(GET);
        assertThat(upstream.counts().handed()).isZero();
        assertThat(upstream.counts().total()).isEqualTo(2);
    }

    @Test
    void programThatDies_losesNoConnectionThatItHasNotTaken() throws Exception {
        ServerSocket server = server();
        Upstream dying = upstream(server());
        int program = takingOver(dying, "0=");
        assign(Method.ROUND_ROBIN, dying);
        Socket[] clients = new Socket[WINDOW + 2];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = client();
            say(clients[i], GET);
        }
        assertThat(heardBy(program, WINDOW)).isEqualTo("c".repeat(WINDOW));
        assign(Method.ROUND_ROBIN, upstream(server));
        close(program);
        for (int i = 0; i < clients.length; i++) {
            Socket next = accepted(server);
            assertThat(hear(next, GET.length())).isEqualTo(GET);
            say(next, OK);
        }
        for (Socket client : clients) {
            assertThat(hear(client, OK.length())).isEqualTo(OK);
        }
        assertThat(dying.counts().total()).isZero();
    }

    @Test
    void connectionsBeyondTheFirst_waitUntilSomeAreTaken() throws Exception {
        Upstream upstream = upstream(server());
        int program = takingOver(upstream, "0=");
        assign(Method.ROUND_ROBIN, upstream);
        for (int i = 0; i < WINDOW + 3; i++) {
            client();
        }
        awaitThat(() -> upstream.openNow() == WINDOW + 3);
        assertThat(heardBy(program, WINDOW)).isEqualTo("c".repeat(WINDOW));
        sayBy(program, "+++2.");
        assertThat(heardBy(program, 3)).isEqualTo("ccc");
        awaitThat(() -> upstream.counts().open() == 1);
    }

    @Test
    void drain_isOverWhenTheProgramSaysSo() throws Exception {
        Upstream upstream = upstream(server());
        int program = takingOver(upstream, "2=");
        assign(Method.ROUND_ROBIN, upstream);
        CountDownLatch drained = new CountDownLatch(1);
        onBoard(() -> front.drain(upstream, Duration.ofHours(1), drained::countDown));
        assertThat(heardBy(program, 1)).isEqualTo("d");
        sayBy(program, "1.");
        awaitThat(() -> upstream.counts().open() == 1);
        assertThat(drained.getCount()).isEqualTo(1);
        sayBy(program, "!");
        drained.await();
    }

    @Test
    void drainOfAProgramThatIsGone_isOver() throws Exception {
        Upstream upstream = upstream(server());
        int program = takingOver(upstream, "2=");
        CountDownLatch drained = new CountDownLatch(1);
        onBoard(() -> front.drain(upstream, Duration.ofHours(1), drained::countDown));
        close(program);
        drained.await();
    }

    /** It has answered what an earlier daemon has sent, too. */
    @Test
    void whatIsSaidBeforeTheProgramTakesConnections_countsForNothing() throws Exception {
        Upstream upstream = upstream(server());
        takingOver(upstream, "++-1.+3=");
        assertThat(upstream.counts().open()).isEqualTo(3);
        assertThat(upstream.counts().total()).isZero();
    }

    @Test
    void leastConnections_knowsOfThoseThatWereTaken() throws Exception {
        ServerSocket server = server();
        Upstream busy = upstream(server());
        takingOver(busy, "1=");
        assign(Method.LEAST_CONNECTIONS, busy, upstream(server));
        say(client(), GET);
        assertThat(hear(accepted(server), GET.length())).isEqualTo(GET);
    }

    @Test
    void programThatIsToldOfItsClientsFirst_takesNoneOver() throws Exception {
        ServerSocket server = server();
        Upstream upstream = upstream(server);
        takingOver(upstream, "0=");
        onBoard(() -> front.assign(new Balancing(Optional.of(Method.ROUND_ROBIN), true), List.of(upstream)));
        client();
        assertThat(accepted(server).getInputStream().readNBytes(28)).hasSize(28);
    }
}
