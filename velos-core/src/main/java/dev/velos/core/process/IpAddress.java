package dev.velos.core.process;

import java.util.Optional;

/** Reads IP addresses as people write them; no name is looked up. */
public final class IpAddress {
    private static final int GROUPS = 8;

    private IpAddress() {}

    /** The 4 or 16 bytes of an IPv4 or IPv6 address (RFC 4291, section 2.2); empty where the text is neither. */
    public static Optional<byte[]> bytes(String text) {
        return text.indexOf(':') < 0 ? v4(text) : v6(text);
    }

    private static Optional<byte[]> v4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] bytes = new byte[4];
        if (parts.length != bytes.length) {
            return Optional.empty();
        }
        for (int i = 0; i < bytes.length; i++) {
            if (!parts[i].matches("\\d{1,3}") || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(bytes);
    }

    /** At most one {@code ::} stands for as many zero groups as are missing. */
    private static Optional<byte[]> v6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        String[] head = groups(gap < 0 ? text : text.substring(0, gap));
        String[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        int count = head.length + tail.length;
        if (gap < 0 ? count != GROUPS : count >= GROUPS) {
            return Optional.empty();
        }
        byte[] bytes = new byte[2 * GROUPS];
        boolean read = fill(bytes, 0, head) && fill(bytes, GROUPS - tail.length, tail);
        return read ? Optional.of(bytes) : Optional.empty();
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static boolean fill(byte[] bytes, int from, String[] groups) {
        for (int i = 0; i < groups.length; i++) {
            if (!groups[i].matches("[0-9a-fA-F]{1,4}")) {
                return false;
            }
            int group = Integer.parseInt(groups[i], 16);
            bytes[2 * (from + i)] = (byte) (group >> 8);
            bytes[2 * (from + i) + 1] = (byte) group;
        }
        return true;
    }
}
