package dev.velos.daemon.probe;

import dev.velos.core.process.InternetAddress;
import dev.velos.core.process.ProbeTarget;
import dev.velos.daemon.loop.EventLoop;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.ProcessControl.Spawn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/** Makes the probes of one loop. Owned by the loop. */
public final class Prober {
    private static final int INPUT_BYTES = 4 << 10;

    private final Backend backend;
    private final EventLoop loop;
    private final Commands commands;
    private final byte[] input = new byte[INPUT_BYTES];

    public Prober(Backend backend, EventLoop loop) {
        this.backend = backend;
        this.loop = loop;
        commands = new Commands(backend.processes());
    }

    /**
     * A probe of its own.
     *
     * @param target says which port it asks
     * @param runner starts the words of a command
     */
    public Probe of(ProbeTarget target, Function<List<String>, Spawn> runner) {
        return switch (target) {
            case ProbeTarget.Tcp(InternetAddress address) ->
                new ConnectionProbe(backend, loop, address, new byte[0], input);
            case ProbeTarget.Http http -> {
                InternetAddress address = http.address().orElseThrow();
                yield new ConnectionProbe(backend, loop, address, request(address, http.path()), input);
            }
            case ProbeTarget.Exec(List<String> command) ->
                new CommandProbe(loop, commands, () -> runner.apply(command));
        };
    }

    private static byte[] request(InternetAddress address, String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + address.text()
                        + "\r\nUser-Agent: velos\r\nAccept: */*\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Some process has ended; that of a probe is an answer. */
    public void ended(long pid, OptionalInt waitStatus) {
        commands.ended(pid, waitStatus);
    }
}
