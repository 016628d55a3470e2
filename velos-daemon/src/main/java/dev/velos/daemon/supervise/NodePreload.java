package dev.velos.daemon.supervise;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the script that is shipped as {@code share/node-preload.cjs} in front of Node programs that are handed sockets.
 * It is copied into the home, from where a program finds it for as long as it runs, whatever release of Velos comes
 * and goes. Owned by the loop.
 */
final class NodePreload {
    private static final Logger LOG = LoggerFactory.getLogger(NodePreload.class);
    private static final String SCRIPT = "node-preload.cjs";
    private static final String OPTIONS = "NODE_OPTIONS";
    private static final String STOP_SIGNAL = "VELOS_STOP_SIGNAL";
    private static final Set<String> PROGRAMS =
            Set.of("node", "nodejs", "npm", "npx", "yarn", "pnpm", "tsx", "ts-node");

    private final VelosHome home;
    private boolean copied;

    NodePreload(VelosHome home) {
        this.home = home;
    }

    /** Whether a process may run with it, whatever its program is. */
    static boolean isWanted(ProcessSpec spec) {
        return spec.isHandedSockets() && spec.listening().nodePreload();
    }

    /** Whether a process runs with it, as its program is Node. */
    boolean isFor(ProcessSpec spec, LaunchPlan.Ready plan) {
        return isWanted(spec) && PROGRAMS.contains(fileName(plan.executable())) && isThere();
    }

    /** The variables that a program needs for it. */
    Map<String, String> variables(ProcessSpec spec) {
        Map<String, String> variables = new LinkedHashMap<>();
        String theirs = spec.environment().all().getOrDefault(OPTIONS, "");
        variables.put(OPTIONS, "--require " + quoted(target()) + (theirs.isEmpty() ? "" : " " + theirs));
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

    private Path target() {
        return home.run().resolve(SCRIPT);
    }

    private boolean isThere() {
        if (!copied) {
            copied = copy(Path.of(System.getProperty("velos.share", "share"), SCRIPT));
        }
        return copied;
    }

    private boolean copy(Path source) {
        try {
            byte[] script = Files.readAllBytes(source);
            if (!Files.exists(target()) || !Arrays.equals(script, Files.readAllBytes(target()))) {
                Path fresh = target().resolveSibling(SCRIPT + ".new");
                Files.write(fresh, script);
                Files.move(fresh, target(), StandardCopyOption.ATOMIC_MOVE);
            }
            return true;
        } catch (IOException e) {
            LOG.warn("Node programs run without their preload: {}", e.toString());
            return false;
        }
    }
}
