package dev.velos.cli.boot;

import java.nio.file.Path;
import java.util.List;

/** A service script of OpenRC (openrc-run(8)). Stateless. */
final class OpenRcScript {
    private OpenRcScript() {}

    static BootPlan plan(BootService service) {
        String name = service.name();
        return new BootPlan(
                Path.of("/etc/init.d", name),
                "755",
                text(service),
                List.of(List.of("rc-update", "add", name, "default")),
                List.of(List.of("rc-service", name, "start")),
                List.of(),
                List.of(List.of("rc-update", "del", name, "default")),
                List.of());
    }

    private static String text(BootService service) {
        return """
                #!/sbin/openrc-run
                # %s
                description=%s
                export VELOS_HOME=%s
                command=%s
                command_args="daemon run --resurrect"
                command_user=%s
                command_background=true
                pidfile="/run/${RC_SVCNAME}.pid"
                # SIGTERM stops every process as its settings say, then the daemon. The rest of its family is left alone.
                retry="TERM/%d/KILL/5"

                depend() {
                    need localmount
                    after net
                }
                """.formatted(
                        BootService.MARK,
                        quoted("Velos process manager of " + service.owner()),
                        quoted(service.home().toString()),
                        quoted(service.launcher().toString()),
                        quoted(service.owner()),
                        BootService.STOP_SECONDS);
    }

    /** A word for sh, whatever it holds. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
