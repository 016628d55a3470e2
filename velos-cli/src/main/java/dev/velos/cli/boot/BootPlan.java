package dev.velos.cli.boot;

import java.nio.file.Path;
import java.util.List;

/**
 * What makes an init system start the daemon, and what undoes it. Pure: nothing is done here.
 *
 * @param file that describes the service
 * @param mode of the file, in octal digits
 * @param enable commands that have the file count from the next start of the machine on
 * @param start commands that have it run now
 * @param advice commands that help and may be refused
 * @param disable commands before the file is removed
 * @param forget commands after it was removed
 */
public record BootPlan(
        Path file,
        String mode,
        String text,
        List<List<String>> enable,
        List<List<String>> start,
        List<List<String>> advice,
        List<List<String>> disable,
        List<List<String>> forget) {
    /** The plan for a service on an init system. */
    public static BootPlan of(InitSystem system, BootService service) {
        return switch (system) {
            case SYSTEMD -> SystemdUnit.plan(service);
            case OPENRC -> OpenRcScript.plan(service);
            case LAUNCHD -> LaunchdJob.plan(service);
        };
    }
}
