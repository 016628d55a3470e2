package dev.velos.cli.command;

import dev.velos.cli.boot.BootPlan;
import dev.velos.cli.boot.BootService;
import dev.velos.core.failure.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Does what a {@link BootPlan} says. Stateless. */
final class BootSteps {
    private BootSteps() {}

    /** Whether the file is there; one that somebody else wrote is a failure. */
    static boolean isOurs(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            if (Files.readString(file).contains(BootService.MARK)) {
                return true;
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
        throw Failure.conflict(
                        file + " is there and was not written by \"velos startup\".",
                        "Look at it, and move it away if it is not needed.")
                .asException();
    }

    static void write(BootPlan plan) {
        Path file = plan.file();
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, plan.text());
            Files.setPosixFilePermissions(fresh, permissions(plan.mode()));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static Set<PosixFilePermission> permissions(String mode) {
        return PosixFilePermissions.fromString(mode.equals("755") ? "rwxr-xr-x" : "rw-r--r--");
    }

    static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static dev.velos.core.failure.VelosException unusable(Path file, IOException e) {
        return Failure.conflict(
                        file + " cannot be changed: "
                                + e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage() + ".",
                        "Check who owns its folder.")
                .asException();
    }

    /** Runs them one after the other; the first that fails is a failure with what it said. */
    static void run(List<List<String>> commands) {
        for (List<String> command : commands) {
            String complaint = complaint(command);
            if (!complaint.isEmpty()) {
                throw Failure.conflict(
                                "\"" + BootOptions.shell(command) + "\" failed: " + complaint,
                                "Mend that, and run this again.")
                        .asException();
            }
        }
    }

    /** What a command that failed said of it; empty where it did not fail. */
    static String complaint(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int code = process.waitFor();
            return code == 0 ? "" : said.isEmpty() ? "exit code " + code + "." : said;
        } catch (IOException e) {
            return command.getFirst() + " cannot be run here (is it installed?).";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "it was interrupted.";
        }
    }
}
