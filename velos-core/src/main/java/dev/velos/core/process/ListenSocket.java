package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.home.VelosHome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A socket that Velos listens on for a process: {@code 3000}, {@code tcp:127.0.0.1:3000}, {@code tcp:[::1]:3000} or
 * {@code unix:run/api.sock}, behind it {@code ,mode=0660} (Unix paths only) and {@code ,name=web}.
 *
 * @param name what LISTEN_FDNAMES calls it; empty for the name of the process
 */
public record ListenSocket(ListenAddress address, Optional<String> name) {
    private static final int MAX_PORT = 65_535;
    private static final int DEFAULT_MODE = 0660;
    private static final String FORMS =
            "Write 3000, \"127.0.0.1:3000\", \"[::1]:3000\" or \"unix:run/api.sock,mode=0660\".";

    public ListenSocket {
        if (name.isPresent() && !name.get().matches("[A-Za-z0-9._-]{1,64}")) {
            throw wrong("name = " + name.get() + " cannot name a socket", "Use 1 to 64 of A-Z a-z 0-9 . _ -.");
        }
    }

    /** @throws VelosException invalid-request where the text says no address */
    public static ListenSocket parse(String text) {
        Deque<String> parts = new ArrayDeque<>(List.of(text.split(",", -1)));
        String place = parts.pop().strip();
        Optional<String> name = Optional.empty();
        Optional<Integer> mode = Optional.empty();
        for (String part : parts) {
            String option = part.strip();
            if (option.startsWith("name=")) {
                name = Optional.of(option.substring("name=".length()));
            } else if (option.startsWith("mode=") && place.startsWith("unix:")) {
                mode = Optional.of(mode(text, option.substring("mode=".length())));
            } else {
                throw wrong(
                        "\"" + text + "\" has \"" + option + "\" behind the address",
                        "What can stand there is name=..., and mode=... for a Unix path.");
            }
        }
        return new ListenSocket(address(place, mode.orElse(DEFAULT_MODE)), name);
    }

    private static int mode(String text, String digits) {
        if (!digits.matches("0?[0-7]{3}")) {
            throw wrong("\"" + text + "\" has no mode of octal digits", "Write mode=0660.");
        }
        return Integer.parseInt(digits, 8);
    }

    private static ListenAddress address(String place, int mode) {
        if (place.startsWith("unix:")) {
            return new ListenAddress.UnixPath(path(place.substring("unix:".length())), mode);
        }
        String tcp = place.startsWith("tcp:") ? place.substring("tcp:".length()) : place;
        int colon = tcp.lastIndexOf(':');
        if (colon >= 0 && tcp.indexOf(']', colon) >= 0) {
            throw wrong("\"" + place + "\" names no port", FORMS);
        }
        String host = colon < 0 ? "" : host(tcp.substring(0, colon));
        return new ListenAddress.Tcp(host, port(place, tcp.substring(colon + 1)));
    }

    private static String path(String path) {
        if (path.isEmpty() || path.indexOf('\0') >= 0 || path.endsWith("/")) {
            throw wrong("\"unix:" + path + "\" names no file", FORMS);
        }
        return path;
    }

    private static int port(String place, String digits) {
        if (!digits.matches("\\d{1,9}")) {
            throw wrong("\"" + place + "\" is no address", FORMS);
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw wrong(
                    "port " + port + " is not possible" + (port == 0 ? ": it would be another one at every start" : ""),
                    "Use 1 to " + MAX_PORT + ".");
        }
        return port;
    }

    private static String host(String text) {
        if (text.equals("*")) {
            return "";
        }
        if (text.equals("localhost")) {
            return "127.0.0.1";
        }
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String host = bracketed ? text.substring(1, text.length() - 1) : text;
        boolean isV6 = host.indexOf(':') >= 0;
        if (isV6 && !bracketed) {
            throw wrong("\"" + text + "\" does not tell its port from its address", "Write an IPv6 address as [::1].");
        }
        if (IpAddress.bytes(host).isEmpty() || isV6 != bracketed) {
            throw wrong(
                    "\"" + text + "\" is no IP address",
                    "Names are not looked up: write the address, such as 127.0.0.1, or the port alone for all of them.");
        }
        return host.toLowerCase(Locale.ROOT);
    }

    /** With a relative Unix path made absolute. */
    public ListenSocket resolvedBy(UnaryOperator<String> absolute) {
        if (!(address instanceof ListenAddress.UnixPath(String path, int mode))) {
            return this;
        }
        String whole = absolute.apply(path);
        int length = whole.getBytes(StandardCharsets.UTF_8).length;
        if (length > VelosHome.MAX_SOCKET_PATH_BYTES) {
            throw wrong(
                    "the path " + whole + " has " + length + " bytes",
                    "A socket's path has at most " + VelosHome.MAX_SOCKET_PATH_BYTES + ". Choose a shorter one.");
        }
        return new ListenSocket(new ListenAddress.UnixPath(whole, mode), name);
    }

    /** A text that {@link #parse} reads back. */
    public String text() {
        String mode = address instanceof ListenAddress.UnixPath unix && unix.mode() != DEFAULT_MODE
                ? String.format(Locale.ROOT, ",mode=0%03o", unix.mode())
                : "";
        return address.text() + mode + name.map(it -> ",name=" + it).orElse("");
    }

    private static VelosException wrong(String what, String remedy) {
        return Failure.invalidRequest("Listening there is not possible: " + what + ".", remedy)
                .asException();
    }
}
