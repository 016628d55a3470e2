package dev.velos.daemon;

import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.linux.LinuxBackend;
import dev.velos.daemon.os.posix.PosixBackend;
import java.util.Map;

/** Which backend this machine gets. */
final class BackendChoice {
    private static final String VARIABLE = "VELOS_BACKEND";

    private BackendChoice() {}

    /** The one that {@code VELOS_BACKEND} names ({@code ffm} or {@code jnr}), else the best for the system. */
    static Backend open(Map<String, String> environment) throws UnsupportedBackendException {
        String chosen = environment.getOrDefault(VARIABLE, "");
        return switch (chosen.isEmpty() ? best() : chosen) {
            case "ffm" -> LinuxBackend.open();
            case "jnr" -> PosixBackend.open();
            default ->
                throw new UnsupportedBackendException(
                        VARIABLE + " is \"" + chosen + "\". Unset it, or choose \"ffm\" (Linux) or \"jnr\".");
        };
    }

    private static String best() {
        return System.getProperty("os.name").equals("Linux") ? "ffm" : "jnr";
    }
}
