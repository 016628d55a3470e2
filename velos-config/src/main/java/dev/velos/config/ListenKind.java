package dev.velos.config;

import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ListenSocket;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.TomlArray;

/** A port, an address, or a list of them. */
final class ListenKind implements Kind<List<ListenSocket>> {
    private static final int MAX_PORT = 65_535;

    @Override
    public Optional<List<ListenSocket>> read(Node node, Reading reading) {
        List<Node> nodes = node.value() instanceof TomlArray array ? node.elements(array) : List.of(node);
        List<ListenSocket> sockets = new ArrayList<>();
        for (Node each : nodes) {
            reading.expand(each).flatMap(it -> socket(it, reading)).ifPresent(sockets::add);
        }
        return sockets.size() == nodes.size() ? Optional.of(sockets) : Optional.empty();
    }

    private static Optional<ListenSocket> socket(Node node, Reading reading) {
        boolean isAddress = node.value() instanceof String || node.value() instanceof Long;
        if (!isAddress) {
            return Kind.wrong(
                    node, reading, "a port or an address", "Write 3000, \"127.0.0.1:3000\" or \"unix:run/api.sock\".");
        }
        try {
            String text = node.value().toString();
            ListenSocket socket = ListenSocket.parse(text);
            socket.resolvedBy(path -> reading.folder().resolve(path).normalize().toString());
            return Optional.of(socket);
        } catch (VelosException e) {
            return Kind.refused(
                    node, reading, ": " + e.failure().message(), e.failure().remedy());
        }
    }

    @Override
    public String toml(List<ListenSocket> sockets) {
        return TomlText.of(sockets.stream().map(ListenSocket::text).toList());
    }

    @Override
    public Fields schema() {
        Fields one = Schema.anyOf(Schema.wholeNumber(1, MAX_PORT), Schema.name());
        return Schema.anyOf(Schema.wholeNumber(1, MAX_PORT), Schema.name(), Schema.listOf(one));
    }
}
