package dev.velos.daemon.confine;

import dev.velos.core.process.Rlimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The hard limits of a process, from its {@code /proc/<pid>/limits}; where that cannot be read, none is known.
 *
 * @param byResource by the names of prlimit(1)
 */
record HardLimits(Map<String, Long> byResource) {
    /** What the kernel calls them. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("Max cpu time", "cpu"),
            Map.entry("Max file size", "fsize"),
            Map.entry("Max data size", "data"),
            Map.entry("Max stack size", "stack"),
            Map.entry("Max core file size", "core"),
            Map.entry("Max resident set", "rss"),
            Map.entry("Max processes", "nproc"),
            Map.entry("Max open files", "nofile"),
            Map.entry("Max locked memory", "memlock"),
            Map.entry("Max address space", "as"),
            Map.entry("Max file locks", "locks"),
            Map.entry("Max pending signals", "sigpending"),
            Map.entry("Max msgqueue size", "msgqueue"),
            Map.entry("Max nice priority", "nice"),
            Map.entry("Max realtime priority", "rtprio"),
            Map.entry("Max realtime timeout", "rttime"));

    /** Name, soft limit, hard limit and unit stand in columns that this many characters begin. */
    private static final int SOFT_COLUMN = 26;

    static HardLimits of(Path file) {
        Map<String, Long> limits = new HashMap<>();
        try {
            Files.readString(file).lines().skip(1).forEach(line -> {
                String resource = NAMES.get(line.substring(0, SOFT_COLUMN).strip());
                String hard = line.substring(SOFT_COLUMN).strip().split("\\s+")[1];
                if (resource != null) {
                    limits.put(resource, hard.equals("unlimited") ? Rlimit.UNLIMITED : Long.parseLong(hard));
                }
            });
        } catch (IOException e) {
            return new HardLimits(Map.of()); // then prlimit says in the program's log what is refused
        }
        return new HardLimits(limits);
    }

    boolean allow(String resource, Rlimit wanted) {
        long ours = byResource.getOrDefault(resource, Rlimit.UNLIMITED);
        return ours == Rlimit.UNLIMITED || wanted.hard() != Rlimit.UNLIMITED && wanted.hard() <= ours;
    }

    String text(String resource) {
        return Long.toString(byResource.getOrDefault(resource, Rlimit.UNLIMITED));
    }
}
