package dev.velos.daemon.supervise;

import java.util.ArrayList;
import java.util.List;

/**
 * How a program is run that is handed sockets: LISTEN_PID has to be its own pid, which nobody knows before it runs, so
 * a shell puts it in and becomes the program.
 */
final class HandedProgram {
    private static final String SHELL = "/bin/sh";
    private static final String SCRIPT = "export LISTEN_PID=$$; exec \"$@\"";

    private HandedProgram() {}

    static LaunchPlan.Ready of(LaunchPlan.Ready plan) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh", plan.executable()));
        argv.addAll(plan.argv().subList(1, plan.argv().size()));
        return new LaunchPlan.Ready(SHELL, argv);
    }
}
