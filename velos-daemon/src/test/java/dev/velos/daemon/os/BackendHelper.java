package dev.velos.daemon.os;

import dev.velos.daemon.os.linux.LinuxBackend;
import dev.velos.daemon.os.posix.PosixBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process with a backend, for what one process cannot show. Says what it found in a line, and waits. */
public final class BackendHelper {
    private BackendHelper() {}

    public static void main(String[] args) throws IOException {
        Backend backend = args[0].equals("linux") ? LinuxBackend.open() : PosixBackend.open();
        switch (args[1]) {
            case "lock" -> say(backend.host().lock(Path.of(args[2])));
            case "lockAndClose" -> {
                say(backend.host().lock(Path.of(args[2])));
                backend.close();
            }
            case "leaveSession" -> {
                backend.host().leaveSession();
                backend.host().leaveSession();
                say(backend.table().facts(backend.host().pid()).orElseThrow().session());
            }
            case "become" -> {
                List<String> argv = List.of("/bin/sh", "-c", "echo $$ \"$NAME\"; exec sleep 1000");
                say(backend.host().become(argv, List.of("NAME=two  words", "PATH=/usr/bin:/bin")));
            }
            default -> throw new IllegalArgumentException(args[1]);
        }
        while (System.in.read() >= 0) {
            continue; // until it is killed, or whoever started it is gone
        }
    }

    private static void say(Object fact) {
        System.out.println(fact);
    }

    static Started start(String backendName, String... action) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BackendHelper.class.getName(),
                backendName));
        command.addAll(List.of(action));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Started(process, process.inputReader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A helper that runs. */
    record Started(Process process, BufferedReader output) {
        /** What it says next. */
        String line() {
            try {
                return output.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void kill() {
            process.destroyForcibly();
            try {
                process.waitFor();
                process.getOutputStream().close();
                output.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
