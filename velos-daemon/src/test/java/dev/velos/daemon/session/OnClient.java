package dev.velos.daemon.session;

import dev.velos.daemon.OnStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test that has a {@link dev.velos.daemon.Stage} of its own and a client of it. */
abstract class OnClient extends OnStage {
    protected Client client;

    @BeforeEach
    void connect() {
        client = new Client(stage);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }
}
