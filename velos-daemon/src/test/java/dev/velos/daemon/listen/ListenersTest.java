package dev.velos.daemon.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ListenSocket;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.OnStage;
import dev.velos.daemon.Stage;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sockets that cannot be opened, and why. */
class ListenersTest extends OnStage {
    private static ProcessSpec at(String name, String address) {
        return Stage.spec(name).withListening(it -> it.withSockets(List.of(ListenSocket.parse(address))));
    }

    private String refusal(ProcessSpec spec) {
        ManagedProcess process = stage.start(spec);
        stage.until(process, ProcessState.Errored.class);
        return process.state().tally().reason();
    }

    @Test
    void privilegedPort_isForRoot() {
        assertThat(refusal(at("api", "80")))
                .isEqualTo("it cannot listen at tcp:80: ports below 1024 are for root. Use a higher one, or lower"
                        + " net.ipv4.ip_unprivileged_port_start.");
    }

    @Test
    void portOfAnotherProcess_namesThatOne() {
        stage.startOnline(at("first", "127.0.0.1:4000"));
        assertThat(refusal(at("second", "127.0.0.1:4000")))
                .isEqualTo("it cannot listen at tcp:127.0.0.1:4000: it is open for \"first\" already. Choose another"
                        + " address for one of the two.");
    }
}
