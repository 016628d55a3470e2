package dev.velos.e2e.boot;

import dev.velos.e2e.fixture.RunningCommand;
import dev.velos.e2e.fixture.VelosFixture;
import java.util.List;

/** An init system's end of sd_notify(3), played by python3: it prints each datagram, line by line. */
record Listener(RunningCommand program) {
    private static final String SCRIPT = """
            import socket, sys
            name = sys.argv[1]
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind("\\0" + name[1:] if name.startswith("@") else name)
            print("listening", flush=True)
            while True:
                print(s.recv(4096).decode(), flush=True)
            """;

    static Listener at(String address, VelosFixture velos) {
        String script = velos.write("listener.py", SCRIPT).toString();
        RunningCommand program = velos.command("python3", script, address).startProgram();
        velos.until("it listens", () -> program.out().contains("listening"));
        return new Listener(program);
    }

    List<String> heard() {
        return program.out().lines().skip(1).toList();
    }
}
