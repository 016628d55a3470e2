package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.quantity.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a program listens. Only numbers and {@code localhost} are taken: looking a name up may take minutes, and
 * nothing that watches others may wait for that.
 *
 * @param host {@code localhost}, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to {@link #MAX_PORT}
 */
public record InternetAddress(String host, int port) {
    public static final int MAX_PORT = 65_535;

    private static final String LOCALHOST = "localhost";
    private static final byte[] LOOPBACK_4 = {127, 0, 0, 1};
    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final int IPV6_GROUPS = 8;
    private static final int MAX_PORT_DIGITS = 5;

    public InternetAddress {
        host = host.toLowerCase(Locale.ROOT);
        if (port < 1 || port > MAX_PORT) {
            throw Failure.invalidRequest("The port " + port + " is not possible.", "Use 1 to " + MAX_PORT + ".")
                    .asException();
        }
        if (bytesOf(host).isEmpty()) {
            throw Failure.invalidRequest(
                            "\"" + Excerpt.of(host) + "\" is no address.",
                            "Write localhost or an address in numbers, such as 127.0.0.1 or [::1]; names are not"
                                    + " looked up.")
                    .asException();
        }
    }

    /**
     * The address that a text names: {@code 3000}, {@code :3000}, {@code 10.0.0.7:3000}, {@code [::1]:3000}.
     *
     * @throws VelosException invalid-request, where it is none
     */
    public static InternetAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (port.isEmpty() || port.length() > MAX_PORT_DIGITS || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Failure.invalidRequest(
                            "\"" + Excerpt.of(text) + "\" has no port.", "Write it as 127.0.0.1:3000, or as 3000.")
                    .asException();
        }
        String host = colon <= 0 ? LOCALHOST : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new InternetAddress(bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    }

    /** A port of this machine, of either family. */
    public static InternetAddress local(int port) {
        return new InternetAddress(LOCALHOST, port);
    }

    /** The addresses to try in turn, 4 or 16 bytes each: {@code localhost} may mean either family. */
    public List<byte[]> candidates() {
        return bytesOf(host);
    }

    /** {@code 127.0.0.1:3000}, {@code [::1]:3000}. */
    public String text() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static List<byte[]> bytesOf(String host) {
        if (host.equals(LOCALHOST)) {
            return List.of(LOOPBACK_4.clone(), LOOPBACK_6.clone());
        }
        return host.indexOf(':') >= 0 ? sixteen(host) : four(host);
    }

    private static List<byte[]> four(String host) {
        String[] parts = host.split("\\.", -1);
        byte[] bytes = new byte[LOOPBACK_4.length];
        if (parts.length != bytes.length) {
            return List.of();
        }
        for (int i = 0; i < bytes.length; i++) {
            if (!parts[i].matches("\\d{1,3}") || Integer.parseInt(parts[i]) > 0xff) {
                return List.of();
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return List.of(bytes);
    }

    private static List<byte[]> sixteen(String host) {
        int gap = host.indexOf("::");
        List<String> head = groups(gap < 0 ? host : host.substring(0, gap));
        List<String> tail = gap < 0 ? List.of() : groups(host.substring(gap + 2));
        int missing = IPV6_GROUPS - head.size() - tail.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            return List.of();
        }
        List<String> all = new ArrayList<>(head);
        for (int i = 0; i < missing; i++) {
            all.add("0");
        }
        all.addAll(tail);
        byte[] bytes = new byte[2 * IPV6_GROUPS];
        for (int i = 0; i < IPV6_GROUPS; i++) {
            if (!all.get(i).matches("[0-9a-f]{1,4}")) {
                return List.of();
            }
            int group = Integer.parseInt(all.get(i), 16);
            bytes[2 * i] = (byte) (group >> 8);
            bytes[2 * i + 1] = (byte) group;
        }
        return List.of(bytes);
    }

    private static List<String> groups(String part) {
        return part.isEmpty() ? List.of() : List.of(part.split(":", -1));
    }
}
