package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.Nearest;
import dev.velos.core.failure.VelosException;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether Velos accepts connections for a process itself, and carries them to instances that open a port of their own.
 *
 * @param method which instance gets a connection; empty where the sockets are handed to the program
 * @param proxyProtocol whether each connection to an instance begins with a PROXY protocol header, version 2
 */
public record Balancing(Optional<Method> method, boolean proxyProtocol) {
    /** Which instance gets the next connection. */
    public enum Method {
        /** One after the other. */
        ROUND_ROBIN,
        /** That with the fewest open ones. */
        LEAST_CONNECTIONS;

        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** @throws VelosException invalid-request, with the nearest one, for a word that names none */
        public static Method ofWire(String word) {
            List<String> words = Stream.of(values()).map(Method::wire).toList();
            return Stream.of(values())
                    .filter(method -> method.wire().equals(word))
                    .findFirst()
                    .orElseThrow(() -> Failure.invalidRequest(
                                    "balance = \"" + word + "\" is not known.",
                                    Nearest.to(word, words)
                                                    .map(it -> "Did you mean \"" + it + "\"? ")
                                                    .orElse("")
                                            + "Write one of \"" + String.join("\", \"", words) + "\".")
                            .asException());
        }
    }

    public static final Balancing NONE = new Balancing(Optional.empty(), false);

    public Balancing withMethod(Method other) {
        return new Balancing(Optional.of(other), proxyProtocol);
    }

    public Balancing withProxyProtocol(boolean other) {
        return new Balancing(method, other);
    }

    public boolean isOn() {
        return method.isPresent();
    }

    /** Why a process cannot be balanced so; empty where it can. */
    static Optional<Failure> conflict(ProcessSpec spec) {
        Balancing balancing = spec.balancing();
        List<ListenSocket> sockets = spec.listening().sockets();
        if (!balancing.isOn()) {
            return balancing.proxyProtocol
                    ? Optional.of(Failure.invalidRequest(
                            "proxy_protocol without balance does nothing: Velos carries no connection.",
                            "Add balance = \"round-robin\", or leave proxy_protocol out."))
                    : Optional.empty();
        }
        if (sockets.isEmpty()) {
            return Optional.of(Failure.invalidRequest(
                    "balance = \"" + balancing.method.get().wire() + "\" has nothing to accept connections at.",
                    "Add listen, such as listen = 3000, or leave balance out."));
        }
        return sockets.stream()
                .flatMap(socket -> conflict(socket, spec).stream())
                .findFirst();
    }

    private static Optional<Failure> conflict(ListenSocket socket, ProcessSpec spec) {
        if (socket.name().isPresent()) {
            return Optional.of(Failure.invalidRequest(
                    "listen gives " + socket.address().text() + " the name \""
                            + socket.name().get() + "\", but with balance no program is handed it.",
                    "Leave name= out, or leave balance out."));
        }
        int base = spec.numbering().port().orElse(0);
        boolean isOfAnInstance = base > 0
                && socket.address() instanceof ListenAddress.Tcp tcp
                && tcp.port() >= base
                && tcp.port() < base + spec.instances();
        return isOfAnInstance
                ? Optional.of(Failure.invalidRequest(
                        "listen and port want the same: " + socket.address().text() + " is the port of an instance.",
                        "Choose another port for one of them, or leave port out: each instance gets a free one."))
                : Optional.empty();
    }

    Fields toFields() {
        Fields.Builder fields = Fields.builder();
        method.ifPresent(it -> fields.put("balance", it.wire()));
        return proxyProtocol ? fields.put("proxy_protocol", true).build() : fields.build();
    }

    static Balancing of(Fields fields) {
        return fields.has("balance") || fields.has("proxy_protocol")
                ? new Balancing(
                        fields.optionalText("balance").map(Method::ofWire), fields.flag("proxy_protocol", false))
                : NONE;
    }
}
