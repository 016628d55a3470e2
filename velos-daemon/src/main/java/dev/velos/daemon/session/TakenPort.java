package dev.velos.daemon.session;

import dev.velos.core.process.ListenAddress;
import dev.velos.core.process.ListenSocket;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.os.ProcessTable;
import dev.velos.daemon.os.SocketHolder;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what to do about a program that died as it could not open its port: who has that, where the system tells. What
 * the port is stands in what the program wrote last, or in its arguments or PORT. Owned by the loop.
 */
final class TakenPort {
    private static final List<String> SIGNS = List.of("eaddrinuse", "address already in use", "port is already in use");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d{1,5}(?![\\w.])");
    private static final int MAX_PORT = 65_535;

    private final Supervisor supervisor;
    private final ProcessTable table;

    TakenPort(Supervisor supervisor, ProcessTable table) {
        this.supervisor = supervisor;
        this.table = table;
    }

    /** Of a program that ended at its start, from the last lines that it wrote; empty where they speak of no port. */
    Optional<String> remedy(ManagedProcess process, List<String> lines) {
        List<String> signs = lines.stream().filter(TakenPort::isSign).toList();
        return signs.isEmpty() ? Optional.empty() : Optional.of(remedy(process, ports(process, signs)));
    }

    private String remedy(ManagedProcess process, Set<Integer> ports) {
        List<ListenSocket> handed = process.spec().listening().sockets();
        Optional<ListenSocket> own = handed.stream()
                .filter(socket -> socket.address() instanceof ListenAddress.Tcp tcp && ports.contains(tcp.port()))
                .findFirst()
                .or(() -> ports.isEmpty() ? handed.stream().findFirst() : Optional.empty());
        return own.map(socket -> held(process, socket))
                .or(() -> ports.stream().flatMap(port -> holder(port).stream()).findFirst())
                .orElse("The port that it opens is taken by another process. Stop that, or choose another port.");
    }

    /** The program could have had it. */
    private static String held(ManagedProcess process, ListenSocket socket) {
        if (process.spec().balancing().isOn()) {
            return "Velos accepts connections at " + socket.address().text() + " itself (balance) and carries them to"
                    + " the port that PORT names. Make the program listen at that one.";
        }
        return "Velos holds " + socket.address().text() + " for it (listen) and hands it down open, as descriptor 3"
                + " and up (LISTEN_FDS). Make the program take that instead of opening the port itself (one of Node 18"
                + " and up does unless node_preload = false), or leave listen out.";
    }

    private Optional<String> holder(int port) {
        return table.holders(new ListenAddress.Tcp("", port)).stream()
                .findFirst()
                .map(holder ->
                        "Port " + port + " is taken by " + name(holder, port) + ". Stop that, or choose another port.");
    }

    private String name(SocketHolder holder, int port) {
        return supervisor.everything().stream()
                        .filter(process -> isOf(process, holder, port))
                        .findFirst()
                        .map(process -> "\"" + process.displayName() + "\"")
                        .orElse(holder.program())
                + " (pid " + holder.pid() + ")";
    }

    private static boolean isOf(ManagedProcess process, SocketHolder holder, int port) {
        boolean runs = process.state()
                .child()
                .filter(child -> child.pid() == holder.pid())
                .isPresent();
        boolean isHeldForIt = process.spec().listening().sockets().stream()
                .anyMatch(socket -> socket.address() instanceof ListenAddress.Tcp tcp && tcp.port() == port);
        return runs || isHeldForIt && holder.pid() == ProcessHandle.current().pid();
    }

    static boolean isSign(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return SIGNS.stream().anyMatch(lower::contains);
    }

    /** Every number that can be the port, the likeliest first. */
    private static Set<Integer> ports(ManagedProcess process, List<String> signs) {
        ProcessSpec spec = process.spec();
        Set<Integer> ports = new LinkedHashSet<>();
        signs.forEach(line -> addNumbers(line, ports));
        Optional.ofNullable(spec.numbering()
                        .variables(spec.environment(), process.instance())
                        .getOrDefault("PORT", spec.environment().all().get("PORT")))
                .ifPresent(port -> addNumbers(port, ports));
        spec.program().args().forEach(arg -> addNumbers(arg, ports));
        return ports;
    }

    private static void addNumbers(String text, Set<Integer> numbers) {
        for (Matcher found = NUMBER.matcher(text); found.find(); ) {
            int number = Integer.parseInt(found.group());
            if (number > 0 && number <= MAX_PORT) {
                numbers.add(number);
            }
        }
    }
}
