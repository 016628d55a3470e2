package dev.velos.daemon.confine;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * Where a program finds the socket for sd_notify: in the home; for a program of another user, who cannot enter the
 * home, in a folder of the system, where the socket is that user's own.
 */
public final class NotifyPlace {
    /** What systemd sets for a unit with a RuntimeDirectory. */
    private static final String GIVEN_FOLDER = "RUNTIME_DIRECTORY";

    private static final String USUAL_FOLDER = "/run/velos";

    private final VelosHome home;
    private final int daemonUser;
    private final Path folder;
    private final Accounts accounts = new Accounts(Path.of("/etc"));

    /** @param environment of the daemon, which may name the folder */
    public NotifyPlace(VelosHome home, int daemonUser, Map<String, String> environment) {
        this.home = home;
        this.daemonUser = daemonUser;
        folder = Path.of(environment.getOrDefault(GIVEN_FOLDER, USUAL_FOLDER).split(":", -1)[0]);
    }

    /** The path for a program that is about to be spawned. */
    public Path of(ProcessSpec spec, long way) throws OsException {
        if (stranger(spec).isEmpty()) {
            return home.notifySocket(way);
        }
        // Two homes can have a process of the same number each.
        return folder(spec)
                .resolve("n" + way + "-" + Integer.toHexString(home.directory().hashCode()));
    }

    /** A folder that a program about to be spawned can enter. */
    public Path folder(ProcessSpec spec) throws OsException {
        if (stranger(spec).isEmpty()) {
            return home.run();
        }
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new OsException("make " + folder + " for programs of another user", Errno.EACCES, e.getMessage());
        }
        return folder;
    }

    /** Gives an open socket to the user whose program is to write to it. */
    public void hand(Path socket, ProcessSpec spec) throws OsException {
        Optional<Accounts.User> stranger = stranger(spec);
        if (stranger.isPresent()) {
            try {
                Files.setAttribute(socket, "unix:uid", stranger.get().uid());
            } catch (IOException e) {
                throw new OsException("give " + socket + " to " + stranger.get().name(), Errno.EACCES, e.getMessage());
            }
        }
    }

    private Optional<Accounts.User> stranger(ProcessSpec spec) {
        return spec.confinement().user().flatMap(accounts::user).filter(user -> user.uid() != daemonUser);
    }
}
