package dev.velos.daemon.listen;

import dev.velos.core.process.ListenAddress;
import dev.velos.core.process.ListenSocket;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.SocketHolder;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening sockets of all processes: each is opened for the first instance that starts and stays open as long as
 * any instance is to run, whatever becomes of the others. Owned by the loop.
 */
public final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final Backend backend;
    private final Map<ProcessName, Map<ListenAddress, Integer>> open = new HashMap<>();

    public Listeners(Backend backend) {
        this.backend = backend;
    }

    /** Whether any socket of that process is open. */
    public boolean has(ProcessName name) {
        return open.containsKey(name);
    }

    /** The handles of all sockets of a process in their order; those that are not open yet are opened. */
    public List<Integer> of(ProcessSpec spec) throws ListenRefused {
        List<ListenSocket> sockets = spec.listening().sockets();
        if (sockets.isEmpty()) {
            return List.of();
        }
        Map<ListenAddress, Integer> known = open.computeIfAbsent(spec.name(), _ -> new HashMap<>());
        List<Integer> handles = new ArrayList<>(sockets.size());
        for (ListenSocket socket : sockets) {
            Integer handle = known.get(socket.address());
            if (handle == null) {
                handle = open(socket.address());
                known.put(socket.address(), handle);
            }
            handles.add(handle);
        }
        return handles;
    }

    /** Those of a process that are open. */
    public Map<ListenAddress, Integer> open(ProcessName name) {
        return Map.copyOf(open.getOrDefault(name, Map.of()));
    }

    /** The handles that a program gets. Where it does not accept from them itself, it only keeps them for the next daemon. */
    public static List<Integer> handed(Backend backend, ProcessSpec spec, List<Integer> handles) {
        boolean isHeld = spec.isHandedSockets() || backend.handedSockets().canTakeBack();
        return !handles.isEmpty() && isHeld ? handles : List.of();
    }

    /** The sockets of a process that are open are for programs from now on, not for a thread of the daemon. */
    public void unshare(ProcessName name) {
        open(name).values().forEach(backend.handedSockets()::unshare);
    }

    private int open(ListenAddress address) throws ListenRefused {
        if (address instanceof ListenAddress.UnixPath unix) {
            UnixPlace.clear(unix.path());
        }
        try {
            return backend.handedSockets().open(address);
        } catch (OsException e) {
            throw new Refusal(backend, this::ownerOf).of(address, e);
        }
    }

    /** The process for which an address, or one that is in its way, is open already. */
    private Optional<ProcessName> ownerOf(ListenAddress address) {
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().keySet().stream().anyMatch(known -> meet(known, address)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean meet(ListenAddress one, ListenAddress other) {
        return one.equals(other)
                || one instanceof ListenAddress.Tcp a
                        && other instanceof ListenAddress.Tcp b
                        && a.port() == b.port()
                        && (a.host().isEmpty() || b.host().isEmpty());
    }

    /** What a program is told of its sockets. */
    public static Map<String, String> variables(ProcessSpec spec) {
        List<ListenSocket> sockets = spec.listening().sockets();
        if (!spec.isHandedSockets()) {
            return Map.of();
        }
        StringJoiner names = new StringJoiner(":");
        StringJoiner addresses = new StringJoiner("\n");
        for (ListenSocket socket : sockets) {
            names.add(socket.name().orElse(spec.name().value()));
            addresses.add(socket.address().text());
        }
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("LISTEN_FDS", Integer.toString(sockets.size()));
        variables.put("LISTEN_FDNAMES", names.toString());
        variables.put("VELOS_LISTEN", addresses.toString());
        return variables;
    }

    /** Closes the sockets of a process but for those that are wanted still. */
    public void keepOnly(ProcessName name, Set<ListenAddress> wanted) {
        Map<ListenAddress, Integer> known = open.getOrDefault(name, Map.of());
        List.copyOf(known.keySet()).stream()
                .filter(address -> !wanted.contains(address))
                .forEach(address -> {
                    backend.handedSockets().end(known.remove(address));
                    if (address instanceof ListenAddress.UnixPath unix) {
                        new File(unix.path()).delete();
                    }
                });
        if (known.isEmpty()) {
            open.remove(name);
        }
    }

    /**
     * Takes back what an earlier daemon has opened, from those who were handed it. What nobody has any more is opened
     * anew when an instance starts; what cannot be taken, too, as soon as its holders have ended.
     *
     * @param pids the families of all instances
     */
    public void takeBack(ProcessSpec spec, Collection<Long> pids) {
        for (ListenSocket socket : spec.listening().sockets()) {
            ListenAddress address = socket.address();
            Optional<Integer> handle = backend.table().holders(address, pids).stream()
                    .flatMap(holder -> copy(holder).stream())
                    .findFirst();
            if (handle.isPresent()) {
                open.computeIfAbsent(spec.name(), _ -> new HashMap<>()).put(address, handle.get());
                LOG.info("{}: its socket {} is taken back", spec.name(), address.text());
            } else {
                LOG.info("{}: its socket {} will be opened anew", spec.name(), address.text());
            }
        }
    }

    private Optional<Integer> copy(SocketHolder holder) {
        return backend.handedSockets().copyOf(holder.pid(), holder.descriptor());
    }

    /** Lets go of all sockets; files in the file system stay, for whoever runs on. */
    public void close() {
        open.values().forEach(sockets -> sockets.values().forEach(backend.handedSockets()::close));
        open.clear();
    }
}
