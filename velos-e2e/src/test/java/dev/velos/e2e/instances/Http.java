package dev.velos.e2e.instances;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks a server over HTTP, with connections that are kept or not. */
final class Http {
    private static final int CLIENTS = 4;

    private Http() {}

    /** One question, one connection. */
    static String get(int port) {
        return get(port, "/");
    }

    static String get(int port, String path) {
        try {
            return new KeptConnection(port).ask(path, false).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came of questions that were asked without end. */
    record Load(int answered, List<String> failures) {}

    /** Asks from several threads while an action runs, each on a connection of its own that is kept open. */
    static Load during(int port, Runnable action) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        List<String> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            boolean kept = i % 2 == 0;
            threads.add(Thread.ofPlatform().start(() -> ask(port, kept, over, answered, failures)));
        }
        try {
            action.run();
        } finally {
            over.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        return new Load(answered.get(), failures);
    }

    private static void ask(int port, boolean kept, AtomicBoolean over, AtomicInteger answered, List<String> failures) {
        KeptConnection connection = new KeptConnection(port);
        while (!over.get()) {
            try {
                connection.ask(kept);
                answered.incrementAndGet();
            } catch (IOException e) {
                failures.add((kept ? "kept: " : "fresh: ") + e);
                connection.close();
            }
        }
        connection.close();
    }
}
