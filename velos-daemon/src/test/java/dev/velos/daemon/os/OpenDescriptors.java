package dev.velos.daemon.os;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The descriptors of this JVM that lead to pipes, sockets, kernel objects and files of tests. Others, such as jars, the
 * JVM opens when it likes; locks are held until the process ends, by contract.
 *
 * @param targets what each descriptor leads to
 */
record OpenDescriptors(Map<Integer, String> targets) {
    static OpenDescriptors now() {
        Map<Integer, String> targets = new TreeMap<>();
        for (String name : new File("/proc/self/fd").list()) {
            try {
                String target =
                        Files.readSymbolicLink(Path.of("/proc/self/fd", name)).toString();
                if (target.matches("(pipe|socket|anon_inode):.*|.*/junit.*(?<!/lock)(?<!/lock \\(deleted\\))")) {
                    targets.put(Integer.parseInt(name), target);
                }
            } catch (IOException e) {
                continue; // the descriptor of the listing itself
            }
        }
        return new OpenDescriptors(targets);
    }

    /** Those that are not in an earlier list. */
    Map<Integer, String> without(OpenDescriptors earlier) {
        Map<Integer, String> rest = new TreeMap<>(targets);
        rest.entrySet().removeAll(earlier.targets.entrySet());
        return rest;
    }
}
