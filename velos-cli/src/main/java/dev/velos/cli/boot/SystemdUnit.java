package dev.velos.cli.boot;

import dev.velos.cli.boot.BootService.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A unit of systemd (systemd.service(5)). Stateless. */
final class SystemdUnit {
    private SystemdUnit() {}

    static BootPlan plan(BootService service) {
        Path folder = service.scope() == Scope.USER
                ? service.userConfig().resolve("systemd/user")
                : Path.of("/etc/systemd/system");
        String unit = service.name() + ".service";
        return new BootPlan(
                folder.resolve(unit),
                "644",
                text(service),
                List.of(systemctl(service, "daemon-reload"), systemctl(service, "enable", unit)),
                List.of(systemctl(service, "start", unit)),
                // without it, units of a user start at the first login
                service.scope() == Scope.USER
                        ? List.of(List.of("loginctl", "enable-linger", service.owner()))
                        : List.of(),
                List.of(systemctl(service, "disable", unit)),
                List.of(systemctl(service, "daemon-reload")));
    }

    private static List<String> systemctl(BootService service, String... words) {
        List<String> command = new ArrayList<>(List.of("systemctl"));
        if (service.scope() == Scope.USER) {
            command.add("--user");
        }
        command.addAll(List.of(words));
        return command;
    }

    private static String text(BootService service) {
        boolean isSystem = service.scope() == Scope.SYSTEM;
        return """
                # %s
                [Unit]
                Description=Velos process manager of %s
                %s
                [Service]
                Type=notify
                NotifyAccess=main
                %sEnvironment=%s
                ExecStart=%s daemon run --resurrect
                ExecReload=/bin/kill -HUP $MAINPID
                # SIGTERM stops every process as its settings say, then the daemon, which asks for the time that this takes.
                ExecStop=/bin/kill -TERM $MAINPID
                TimeoutStopSec=%d
                # A daemon that dies, or is replaced, costs no process: the next one takes them over.
                KillMode=process
                Restart=on-failure
                RestartSec=1
                WatchdogSec=60
                # One process that uses up the memory is no reason to stop the others.
                OOMPolicy=continue
                TasksMax=infinity
                Delegate=yes

                [Install]
                WantedBy=%s
                """.formatted(
                        BootService.MARK,
                        specifier(service.owner()),
                        isSystem ? "After=network.target\n" : "",
                        isSystem ? "User=" + service.owner() + "\n" : "",
                        quoted("VELOS_HOME=" + service.home()),
                        quoted(service.launcher().toString()).replace("$", "$$"),
                        BootService.STOP_SECONDS,
                        isSystem ? "multi-user.target" : "default.target");
    }

    /** A word of a unit in quotes, where backslashes and specifiers mean something. */
    private static String quoted(String text) {
        return "\"" + specifier(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String specifier(String text) {
        return text.replace("%", "%%");
    }
}
