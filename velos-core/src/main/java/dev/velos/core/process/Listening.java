package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The sockets that Velos opens once and hands to every instance of a process, as descriptors from 3 on.
 *
 * @param sockets in the order of their descriptors; at most {@link #MAX_SOCKETS}, no address twice
 * @param nodePreload whether Node programs get the script that lets them take a handed socket unmodified
 */
public record Listening(List<ListenSocket> sockets, boolean nodePreload) {
    /** The most sockets of one process. */
    public static final int MAX_SOCKETS = 32;

    public static final Listening NONE = new Listening(List.of(), true);

    public Listening {
        sockets = List.copyOf(sockets);
        if (sockets.size() > MAX_SOCKETS) {
            throw Failure.invalidRequest(
                            "A process with " + sockets.size() + " listen sockets is not possible.",
                            "Name at most " + MAX_SOCKETS + ".")
                    .asException();
        }
        Set<ListenAddress> addresses = new HashSet<>();
        for (ListenSocket socket : sockets) {
            if (!addresses.add(socket.address())) {
                throw Failure.invalidRequest(
                                "listen names " + socket.address().text() + " twice.", "Name each address once.")
                        .asException();
            }
        }
    }

    public Listening withSockets(List<ListenSocket> other) {
        return new Listening(other, nodePreload);
    }

    public Listening withNodePreload(boolean other) {
        return new Listening(sockets, other);
    }

    Fields toFields() {
        Fields.Builder fields = Fields.builder();
        if (!sockets.isEmpty()) {
            fields.putTexts("listen", sockets.stream().map(ListenSocket::text).toList());
        }
        return nodePreload ? fields.build() : fields.put("node_preload", false).build();
    }

    static Listening of(Fields fields) {
        return fields.has("listen") || fields.has("node_preload")
                ? new Listening(
                        fields.texts("listen").stream().map(ListenSocket::parse).toList(),
                        fields.flag("node_preload", true))
                : NONE;
    }
}
