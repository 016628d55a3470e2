package dev.velos.daemon.supervise;

import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.StopSignal;
import dev.velos.daemon.confine.NotifyPlace;
import dev.velos.daemon.os.OsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the script that is shipped as {@code share/node-preload.cjs} in front of Node programs that are handed sockets, or
 * stand behind the balancer.
 * It is copied into the home, or to where another user can read it, from where a program finds it for as long as it runs, whatever release of Velos comes
 * and goes. Owned by the loop.
 */
final class NodePreload {
    private static final Logger LOG = LoggerFactory.getLogger(NodePreload.class);
    private static final String SCRIPT = "node-preload.cjs";
    private static final String OPTIONS = "NODE_OPTIONS";
    private static final String STOP_SIGNAL = "VELOS_STOP_SIGNAL";
    private static final Set<String> PROGRAMS =
            Set.of("node", "nodejs", "npm", "npx", "yarn", "pnpm", "tsx", "ts-node");

    /** As everybody may read what is no secret; the folder is for those who may enter it. */
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private final Supplier<NotifyPlace> places;
    private final Set<Path> copies = new HashSet<>();

    /** @param places where a program finds what is laid there for it */
    NodePreload(Supplier<NotifyPlace> places) {
        this.places = places;
    }

    /** Whether a process may run with it, whatever its program is. */
    static boolean isWanted(ProcessSpec spec) {
        return !spec.listening().sockets().isEmpty() && spec.listening().nodePreload();
    }

    /** The script for a process that is to run with it, as its program is Node; copied to where that can read it. */
    Optional<Path> of(ProcessSpec spec, LaunchPlan.Ready plan) throws OsException {
        if (!isWanted(spec) || !PROGRAMS.contains(fileName(plan.executable()))) {
            return Optional.empty();
        }
        Path copy = places.get().folder(spec).resolve(SCRIPT);
        return copies.contains(copy) || copy(copy) ? Optional.of(copy) : Optional.empty();
    }

    /** The variables that a program needs for it. */
    static Map<String, String> variables(ProcessSpec spec, Path script) {
        Map<String, String> variables = new LinkedHashMap<>();
        String theirs = spec.environment().all().getOrDefault(OPTIONS, "");
        variables.put(OPTIONS, "--require " + quoted(script) + (theirs.isEmpty() ? "" : " " + theirs));
        if (spec.stop().signal() != StopSignal.SIGTERM) {
            variables.put(STOP_SIGNAL, spec.stop().signal().name());
        }
        return variables;
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** NODE_OPTIONS splits at spaces, but for what stands in quotes. */
    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private boolean copy(Path target) {
        try {
            byte[] script = Files.readAllBytes(Path.of(System.getProperty("velos.share", "share"), SCRIPT));
            if (!Files.exists(target) || !Arrays.equals(script, Files.readAllBytes(target))) {
                Path fresh = target.resolveSibling(SCRIPT + ".new");
                Files.write(fresh, script);
                Files.setPosixFilePermissions(fresh, READABLE);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return copies.add(target);
        } catch (IOException e) {
            LOG.warn("Node programs run without their preload: {}", e.toString());
            return false;
        }
    }
}
