package dev.velos.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.home.VelosHome;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InquiryTest {
    @TempDir
    Path folder;

    private VelosHome home;
    private Inquiry inquiry;
    private int asked;

    @BeforeEach
    void open() {
        home = new VelosHome(folder.resolve("h"));
        inquiry = new Inquiry(new DaemonLauncher(home, Optional.empty()));
    }

    /** Closes so many connections before it answers; before each, its pid file gets the next pid, if there is one. */
    private ScriptedDaemon closing(int times, String... pids) {
        return ScriptedDaemon.listen(home, (request, peer) -> {
            if (asked < pids.length) {
                Files.writeString(home.pidFile(), pids[asked]);
            }
            if (asked++ < times) {
                peer.close();
            } else {
                peer.send(new Reply.Success(request.id(), Fields.empty()));
            }
        });
    }

    @Test
    void oneThatIsEnding_isGivenTimeUntilItsSuccessorAnswers() {
        try (var _ = closing(5)) {
            assertThat(inquiry.ask(VelosClient::list)).isEmpty();
            assertThat(asked).isEqualTo(6);
        }
    }

    @Test
    void successorThatIsLostToo_isNotAskedAgain() throws IOException {
        try (var _ = closing(100, "2147480001", "2147480002", "2147480003", "2147480004")) {
            Files.writeString(home.pidFile(), "2147480000");
            assertThatExceptionOfType(VelosException.class)
                    .isThrownBy(() -> inquiry.ask(VelosClient::list))
                    .withMessageContaining("ended before it answered");
            assertThat(asked).isEqualTo(2);
        }
    }

    @Test
    void refusal_isNoLoss() {
        Failure failure = Failure.unavailable("The daemon is stopping.", "Try again when it has stopped.");
        try (ScriptedDaemon daemon =
                ScriptedDaemon.listen(home, (request, peer) -> peer.send(new Reply.Failed(request.id(), failure)))) {
            assertThatExceptionOfType(VelosException.class).isThrownBy(() -> inquiry.ask(VelosClient::list));
            assertThat(daemon.requests()).hasSize(1);
        }
    }

    @Test
    void whereNoDaemonIs_thereIsNoAnswer() {
        assertThat(inquiry.askIfThere(VelosClient::list)).isEmpty();
        assertThat(inquiry.provenIfThere()).isEmpty();
    }

    @Test
    void provenConnection_hasAnsweredBefore() {
        try (var _ = closing(1);
                VelosClient client = inquiry.proven()) {
            assertThat(client.list()).isEmpty();
            assertThat(asked).isEqualTo(3);
        }
    }
}
