package dev.velos.daemon;

import dev.velos.core.home.VelosHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** The folders and small files of a home. Stateless. */
final class HomeFolders {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private HomeFolders() {}

    /** Makes what is missing, for the owner's eyes only. */
    static void prepare(VelosHome home) throws IOException {
        for (Path folder : List.of(home.directory(), home.logs(), home.run())) {
            try {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, OWNER_ONLY);
            } catch (IOException e) {
                throw new IOException(
                        "its home needs the folder " + folder + ", which cannot be made (" + reason(e)
                                + "). Set VELOS_HOME to a folder that you may write to.",
                        e);
            }
        }
    }

    private static String reason(IOException e) {
        String text = e.toString();
        return text.substring(text.lastIndexOf('.', text.indexOf(':') < 0 ? text.length() : text.indexOf(':')) + 1);
    }

    /** Puts the pid down for people and scripts; who runs is decided by the lock, never by this file. */
    static void writePid(VelosHome home, long pid) throws IOException {
        Path fresh = home.run().resolve("velos.pid.new");
        Files.write(fresh, (pid + "\n").getBytes(StandardCharsets.US_ASCII));
        Files.move(fresh, home.pidFile(), StandardCopyOption.ATOMIC_MOVE);
    }
}
