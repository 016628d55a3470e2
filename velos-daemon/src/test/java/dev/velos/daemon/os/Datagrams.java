package dev.velos.daemon.os;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sends datagrams to sockets of the Unix domain, which the JDK cannot. */
public final class Datagrams {
    private static final String SCRIPT = "import socket,sys\ns=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\n"
            + "[s.sendto(text.encode(),sys.argv[1]) for text in sys.argv[2:]]";

    private Datagrams() {}

    public static void send(Path socket, String... texts) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("python3", "-c", SCRIPT, socket.toString()));
        words.addAll(List.of(texts));
        int status = new ProcessBuilder(words).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("python3 ended with " + status);
        }
    }
}
