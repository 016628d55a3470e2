package dev.velos.daemon.os;

import dev.velos.core.process.IpAddress;
import dev.velos.core.process.ListenAddress;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds out who listens where, from /proc/net (proc_pid_net(5)) and the descriptors of processes, of which only the
 * user's own can be seen. Stateless.
 */
final class ListeningSockets {
    private static final String LISTENS = "0A";
    private static final String ACCEPTS = "00010000";
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int UNIX_FLAGS = 3;
    private static final int UNIX_INODE = 6;
    private static final int UNIX_PATH = 7;
    private static final int HEX = 16;
    private static final int MAPPED_AT = 12;

    private final Path proc;

    ListeningSockets(Path proc) {
        this.proc = proc;
    }

    /** Those of the processes that have a socket open which is in the way of the address. */
    List<SocketHolder> holders(ListenAddress address, Collection<Long> pids) {
        Set<String> links = new HashSet<>();
        for (String inode : inodes(address)) {
            links.add("socket:[" + inode + "]");
        }
        List<SocketHolder> holders = new ArrayList<>();
        if (!links.isEmpty()) {
            pids.forEach(pid -> addDescriptors(pid, links, holders));
        }
        return holders;
    }

    private Set<String> inodes(ListenAddress address) {
        return switch (address) {
            case ListenAddress.Tcp tcp -> {
                Set<String> inodes = tcp("net/tcp", tcp);
                inodes.addAll(tcp("net/tcp6", tcp));
                yield inodes;
            }
            case ListenAddress.UnixPath unix -> unix(unix.path());
        };
    }

    private Set<String> tcp(String table, ListenAddress.Tcp address) {
        Set<String> inodes = new HashSet<>();
        String port = String.format(Locale.ROOT, ":%04X", address.port());
        for (String line : lines(table)) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length > INODE
                    && fields[STATE].equals(LISTENS)
                    && fields[LOCAL].endsWith(port)
                    && meet(fields[LOCAL], address.host())) {
                inodes.add(fields[INODE]);
            }
        }
        return inodes;
    }

    /** Whether one of the two stands for all addresses, or both are the same. */
    private static boolean meet(String local, String host) {
        String hex = local.substring(0, local.indexOf(':'));
        byte[] theirs = bytes(hex);
        byte[] ours = IpAddress.bytes(host).orElse(new byte[0]);
        return isZero(theirs) || isZero(ours) || Arrays.equals(unmapped(theirs), ours);
    }

    /** An IPv4 address that an IPv6 socket is bound to has ten zero bytes and two of ones before it. */
    private static byte[] unmapped(byte[] address) {
        boolean isMapped = address.length > MAPPED_AT
                && isZero(Arrays.copyOf(address, MAPPED_AT - 2))
                && address[MAPPED_AT - 1] == -1
                && address[MAPPED_AT - 2] == -1;
        return isMapped ? Arrays.copyOfRange(address, MAPPED_AT, address.length) : address;
    }

    private static boolean isZero(byte[] bytes) {
        for (byte each : bytes) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /** The kernel prints words of 32 bits in the order of the machine. */
    private static byte[] bytes(String hex) {
        int word = 2 * Integer.BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(hex.length() / 2).order(ByteOrder.nativeOrder());
        for (int at = 0; at + word <= hex.length(); at += word) {
            bytes.putInt(Integer.parseUnsignedInt(hex.substring(at, at + word), HEX));
        }
        return bytes.array();
    }

    private Set<String> unix(String path) {
        Set<String> inodes = new HashSet<>();
        for (String line : lines("net/unix")) {
            String[] fields = line.strip().split("\\s+", UNIX_PATH + 1);
            if (fields.length > UNIX_PATH && fields[UNIX_FLAGS].equals(ACCEPTS) && fields[UNIX_PATH].equals(path)) {
                inodes.add(fields[UNIX_INODE]);
            }
        }
        return inodes;
    }

    private List<String> lines(String table) {
        try {
            return Files.readAllLines(proc.resolve(table), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of(); // a kernel without IPv6 has no tcp6
        }
    }

    private void addDescriptors(long pid, Set<String> links, List<SocketHolder> holders) {
        Path folder = proc.resolve(pid + "/fd");
        String[] descriptors = folder.toFile().list();
        for (String descriptor : descriptors == null ? new String[0] : descriptors) {
            try {
                if (links.contains(
                        Files.readSymbolicLink(folder.resolve(descriptor)).toString())) {
                    holders.add(new SocketHolder(pid, Integer.parseInt(descriptor), program(pid)));
                    return;
                }
            } catch (IOException e) {
                continue; // closed since
            }
        }
    }

    private String program(long pid) {
        try (Stream<String> lines = Files.lines(proc.resolve(pid + "/comm"))) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** Every process that can be seen. */
    List<Long> everybody() {
        String[] names = proc.toFile().list((File _, String name) -> name.matches("[1-9]\\d*"));
        return names == null ? List.of() : Stream.of(names).map(Long::valueOf).toList();
    }
}
