package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.protocol.Fields;
import dev.velos.core.quantity.Excerpt;
import java.util.List;
import java.util.Optional;

/** What Velos asks to learn how a program does. {@link #text()} names it everywhere a user looks. */
public sealed interface ProbeTarget {
    /** A connection by TCP, which is closed at once. */
    record Tcp(InternetAddress address) implements ProbeTarget {
        @Override
        public String text() {
            return "tcp " + address.text();
        }
    }

    /**
     * A GET by HTTP/1.1; a status of 200 to 399 is a good one.
     *
     * @param address empty for the port that each instance was told to listen at
     * @param path with its query, beginning with a slash; visible ASCII only
     */
    record Http(Optional<InternetAddress> address, String path) implements ProbeTarget {
        private static final String SCHEME = "http://";
        private static final String USUAL_PORT = ":80";

        public Http {
            if (!path.startsWith("/") || !path.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw Failure.invalidRequest(
                                "\"" + Excerpt.of(path) + "\" is no path of a URL.",
                                "Begin it with a slash, and write other characters than visible ASCII as %XX.")
                        .asException();
            }
        }

        /**
         * The target of a URL: {@code http://127.0.0.1:3000/health}, {@code :3000/health}; of a path alone, such as
         * {@code /health}, the port of each instance.
         *
         * @throws VelosException invalid-request, where it is none
         */
        public static Http parse(String url) {
            if (url.startsWith("https:")) {
                throw Failure.invalidRequest(
                                "Velos asks by plain HTTP only, not by HTTPS.",
                                "Ask a port without TLS, or use exec with a program such as curl.")
                        .asException();
            }
            if (url.startsWith("/")) {
                return new Http(Optional.empty(), url);
            }
            String rest = url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : url;
            int slash = rest.indexOf('/');
            String host = slash < 0 ? rest : rest.substring(0, slash);
            boolean hasPort = host.matches(":?[0-9]+|.*[^:]:[0-9]+|\\[.*\\]:[0-9]+");
            InternetAddress address = InternetAddress.parse(hasPort ? host : host + USUAL_PORT);
            return new Http(Optional.of(address), slash < 0 ? "/" : rest.substring(slash));
        }

        /** {@code http://127.0.0.1:3000/health}, or {@code /health}. */
        public String url() {
            return address.map(it -> SCHEME + it.text()).orElse("") + path;
        }

        @Override
        public String text() {
            return address.map(it -> "http " + it.text() + path).orElseGet(() -> "http " + path + " at its own port");
        }
    }

    /** A command, in the folder and with the environment of the process; exit 0 is a good answer. */
    record Exec(List<String> command) implements ProbeTarget {
        public Exec {
            command = List.copyOf(command);
            if (command.isEmpty() || command.getFirst().isEmpty()) {
                throw Failure.invalidRequest("The command of a probe is empty.", "Name a program.")
                        .asException();
            }
            command.forEach(word -> Program.requireNoNul("exec", word));
        }

        @Override
        public String text() {
            return "exec " + Excerpt.of(String.join(" ", isShell() ? command.subList(2, 3) : command));
        }

        private boolean isShell() {
            return command.size() == 3 && command.subList(0, 2).equals(SHELL);
        }
    }

    /** What runs a command that is one text. */
    List<String> SHELL = List.of("sh", "-c");

    /** {@code tcp 127.0.0.1:3000}, {@code http 127.0.0.1:3000/health}, {@code exec pg_isready -q}. */
    String text();

    /** Whether it asks the port that each instance was told to listen at. */
    default boolean asksOwnPort() {
        return this instanceof Http http && http.address().isEmpty();
    }

    /** The same for an instance that listens at this port of this machine. */
    default ProbeTarget at(int port) {
        return this instanceof Http(var address, String path) && address.isEmpty()
                ? new Http(Optional.of(InternetAddress.local(port)), path)
                : this;
    }

    /** Why a process cannot be asked so; empty where it can. */
    static Optional<Failure> conflict(ProcessSpec spec) {
        Optional<ProbeTarget> own = spec.readiness()
                .signal()
                .flatMap(Readiness.Signal::asks)
                .filter(ProbeTarget::asksOwnPort)
                .or(() -> spec.health().probe().filter(ProbeTarget::asksOwnPort));
        boolean hasPort = own.isEmpty()
                || spec.balancing().isOn()
                || spec.numbering().givenPort(spec.environment(), 0).isPresent();
        return hasPort
                ? Optional.empty()
                : own.map(target -> Failure.invalidRequest(
                        target.text() + " cannot be asked: nothing gives it a port.",
                        "Write the whole address, such as http://127.0.0.1:3000/health, or give it a port: by port,"
                                + " by balance, or by PORT under env."));
    }

    /** Adds it to the fields of its subject. */
    default void addTo(Fields.Builder fields) {
        switch (this) {
            case Tcp(InternetAddress address) -> fields.put("tcp", address.text());
            case Http http -> fields.put("http", http.url());
            case Exec(List<String> command) -> fields.putTexts("exec", command);
        }
    }

    /** The target that the fields of a subject name, if any. */
    static Optional<ProbeTarget> of(Fields fields) {
        if (fields.has("exec")) {
            return Optional.of(new Exec(fields.texts("exec")));
        }
        return fields.optionalText("tcp")
                .<ProbeTarget>map(text -> new Tcp(InternetAddress.parse(text)))
                .or(() -> fields.optionalText("http").map(Http::parse));
    }
}
