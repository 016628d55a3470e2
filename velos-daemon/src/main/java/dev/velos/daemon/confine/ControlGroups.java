package dev.velos.daemon.confine;

import dev.velos.core.process.CgroupLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Control groups (cgroup v2) below the one that the daemon was given. Owned by the loop. A group that hands controllers
 * to its children may hold no process itself, so the daemon moves what is there, itself too, into a leaf first
 * (<a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">no internal process constraint</a>).
 */
final class ControlGroups {
    private static final String LEAF = "velos-daemon";
    private static final long PERIOD_MICROS = 100_000;

    private final Path mount;
    private final Path self;

    /**
     * @param mount where cgroup v2 is mounted
     * @param self the file that names the daemon's group
     */
    ControlGroups(Path mount, Path self) {
        this.mount = mount;
        this.self = self;
    }

    /** The group of an instance, with these limits, ready to be entered. */
    Path prepare(String instance, CgroupLimits limits) throws Refused {
        if (!Files.exists(mount.resolve("cgroup.controllers"))) {
            throw new Refused("cgroup limits need cgroup v2, which is not mounted at " + mount
                    + ". Boot with it, or use max_memory and rlimits instead.");
        }
        try {
            Path base = base();
            handDown(base, controllers(limits));
            Path group = base.resolve("velos-" + instance.replace(':', '.'));
            Files.createDirectories(group);
            limit(group, limits);
            return group;
        } catch (IOException e) {
            throw new Refused("its control group cannot be made (" + e + "). " + remedy());
        }
    }

    private static String remedy() {
        return "Run the daemon by a systemd unit with Delegate=yes, or leave cgroup out.";
    }

    private Path base() throws IOException, Refused {
        for (String line : Files.readAllLines(self)) {
            if (line.startsWith("0::/")) {
                Path own = mount.resolve(line.substring("0::/".length()));
                return own.endsWith(LEAF) ? own.getParent() : own;
            }
        }
        throw new Refused("the daemon is in no control group of cgroup v2. " + remedy());
    }

    private static List<String> controllers(CgroupLimits limits) {
        List<String> controllers = new ArrayList<>();
        if (limits.cpu().isPresent()) {
            controllers.add("cpu");
        }
        if (limits.memoryBytes().isPresent()) {
            controllers.add("memory");
        }
        return controllers;
    }

    private static void handDown(Path base, List<String> wanted) throws IOException, Refused {
        List<String> given = words(base.resolve("cgroup.controllers"));
        List<String> handedDown = words(base.resolve("cgroup.subtree_control"));
        for (String controller : wanted) {
            if (!given.contains(controller)) {
                throw new Refused(
                        "the controller " + controller + " is not delegated to Velos in " + base + ". " + remedy());
            }
        }
        if (handedDown.containsAll(wanted)) {
            return;
        }
        if (!Files.isWritable(base.resolve("cgroup.subtree_control"))) {
            throw new Refused("the control group " + base + " does not belong to Velos. " + remedy());
        }
        Path leaf = Files.createDirectories(base.resolve(LEAF));
        for (String pid : words(base.resolve("cgroup.procs"))) {
            Files.writeString(leaf.resolve("cgroup.procs"), pid);
        }
        Files.writeString(base.resolve("cgroup.subtree_control"), "+" + String.join(" +", wanted));
    }

    private static List<String> words(Path file) throws IOException {
        return Arrays.stream(Files.readString(file).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static void limit(Path group, CgroupLimits limits) throws IOException {
        if (limits.cpu().isPresent()) {
            long quota = Math.max(1000, Math.round(limits.cpu().getAsDouble() * PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        }
        if (limits.memoryBytes().isPresent()) {
            Files.writeString(
                    group.resolve("memory.max"),
                    Long.toString(limits.memoryBytes().getAsLong()));
        }
    }
}
