package dev.velos.e2e.instances;

import dev.velos.e2e.fixture.FreePort;
import dev.velos.e2e.fixture.VelosFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A program that dies as it cannot open its port: who has that is said where it is started. */
class TakenPortTest {
    private static final String OWN_PORT = """
            import http.server, os, sys
            port = int(os.environ.get("PORT") or sys.argv[1])
            http.server.HTTPServer(("127.0.0.1", port), http.server.BaseHTTPRequestHandler).serve_forever()
            """;

    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    private final int port = FreePort.choose();

    @Test
    void portOfSomeOtherProgram_namesThatProgram() throws IOException {
        velos.write("own.py", OWN_PORT);
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            velos.velos("start", "own.py", "--", Integer.toString(taken.getLocalPort()))
                    .exits(1)
                    .complains("Port " + port + " is taken by java (pid "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void portThatAnotherProcessHas_namesThatProcess() {
        velos.write("own.py", OWN_PORT);
        velos.velos("start", "own.py", "-n", "first", "--env", "PORT=" + port).succeeds();
        velos.until("it listens", () -> !Answers.isRefused(port));
        long pid = velos.pid("first");
        velos.velos("start", "own.py", "-n", "second", "--env", "PORT=" + port)
                .exits(1)
                .complains("Port " + port + " is taken by \"first\" (pid " + pid + ")");
    }

    @Test
    void portThatVelosHoldsForAnother_namesThatOne() {
        velos.write("own.py", OWN_PORT);
        velos.write("api.py", Answers.PROGRAM);
        velos.velos("start", "api.py", "--listen", "127.0.0.1:" + port).succeeds();
        velos.velos("start", "own.py", "--", Integer.toString(port))
                .exits(1)
                .complains("Port " + port + " is taken by \"api\" (pid ");
    }

    @Test
    void programThatIgnoresItsSocket_isToldToTakeIt() {
        velos.write("own.py", OWN_PORT);
        velos.velos("start", "own.py", "--listen", "127.0.0.1:" + port, "--", Integer.toString(port))
                .exits(1)
                .complains(
                        "Address already in use",
                        "Velos holds tcp:127.0.0.1:" + port + " for it (listen)",
                        "as descriptor 3",
                        "Make the program take that instead of opening the port itself");
    }
}
