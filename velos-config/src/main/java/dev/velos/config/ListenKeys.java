package dev.velos.config;

import java.util.List;
import java.util.Optional;

/** The keys about sockets that Velos listens on for a process. */
final class ListenKeys {
    static final List<Key<?>> ALL = List.of(
            new Key<>(
                    "listen",
                    new ListenKind(),
                    "Sockets that Velos opens and hands to every instance: 3000, \"127.0.0.1:3000\","
                            + " \"unix:run/api.sock,mode=0660\", or a list",
                    (spec, sockets, folder) -> spec.withListening(it -> it.withSockets(sockets.stream()
                            .map(socket -> socket.resolvedBy(
                                    path -> folder.resolve(path).normalize().toString()))
                            .toList())),
                    spec -> Optional.of(spec.listening().sockets()).filter(sockets -> !sockets.isEmpty())),
            new Key<>(
                    "node_preload",
                    Kinds.flag(),
                    "Whether a Node program takes the sockets of listen, or with balance its connections, without a change to its code",
                    (spec, preload, folder) -> spec.withListening(it -> it.withNodePreload(preload)),
                    spec -> Optional.of(spec.listening().nodePreload())));

    private ListenKeys() {}
}
