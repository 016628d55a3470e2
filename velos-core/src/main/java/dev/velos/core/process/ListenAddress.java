package dev.velos.core.process;

/** Where a socket listens. */
public sealed interface ListenAddress {
    /**
     * A port.
     *
     * @param host an IPv4 or IPv6 address without brackets; empty for every address of the machine
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements ListenAddress {
        @Override
        public String text() {
            return host.isEmpty()
                    ? "tcp:" + port
                    : host.indexOf(':') < 0 ? "tcp:" + host + ":" + port : "tcp:[" + host + "]:" + port;
        }
    }

    /**
     * A path in the Unix domain.
     *
     * @param path absolute, once the folder that it starts from is known
     * @param mode permission bits of the file, 0 to 0777
     */
    record UnixPath(String path, int mode) implements ListenAddress {
        @Override
        public String text() {
            return "unix:" + path;
        }
    }

    /** As people write it, without the mode. */
    String text();
}
