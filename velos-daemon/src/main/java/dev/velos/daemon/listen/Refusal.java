package dev.velos.daemon.listen;

import dev.velos.core.process.ListenAddress;
import dev.velos.core.process.ProcessName;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.SocketHolder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says why a socket could not be opened.
 *
 * @param owners the process of this daemon that has an address
 */
record Refusal(Backend backend, Function<ListenAddress, Optional<ProcessName>> owners) {
    private static final int FIRST_FREE_PORT = 1024;

    ListenRefused of(ListenAddress address, OsException failure) {
        return new ListenRefused("it cannot listen at " + address.text() + ": " + why(address, failure));
    }

    private String why(ListenAddress address, OsException failure) {
        return switch (failure.errno()) {
            case Errno.EADDRINUSE -> taken(address);
            case Errno.EACCES -> forbidden(address, failure);
            case Errno.EADDRNOTAVAIL ->
                "this machine has no such address. Use one of its own, or the port alone for all of them.";
            case Errno.EAFNOSUPPORT -> "this machine has no IPv6. Use an IPv4 address.";
            default -> failure.getMessage() + ".";
        };
    }

    private String taken(ListenAddress address) {
        Optional<ProcessName> owner = owners.apply(address);
        if (owner.isPresent()) {
            return "it is open for \"" + owner.get() + "\" already. Choose another address for one of the two.";
        }
        List<SocketHolder> holders = backend.table().holders(address);
        if (holders.isEmpty()) {
            return "it is taken by another process, which this user cannot see. Stop that, or choose another address.";
        }
        SocketHolder holder = holders.getFirst();
        return "it is taken by " + holder.program() + " (pid " + holder.pid()
                + "). Stop that, or choose another address.";
    }

    private static String forbidden(ListenAddress address, OsException failure) {
        return address instanceof ListenAddress.Tcp(String _, int port) && port < FIRST_FREE_PORT
                ? "ports below " + FIRST_FREE_PORT + " are for root. Use a higher one, or lower"
                        + " net.ipv4.ip_unprivileged_port_start."
                : failure.getMessage() + ". Choose a place that this user may write to.";
    }
}
