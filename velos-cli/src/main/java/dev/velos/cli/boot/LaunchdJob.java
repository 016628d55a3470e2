package dev.velos.cli.boot;

import dev.velos.cli.boot.BootService.Scope;
import java.nio.file.Path;
import java.util.List;

/** A job of launchd (launchd.plist(5)). Stateless. */
final class LaunchdJob {
    private LaunchdJob() {}

    static BootPlan plan(BootService service) {
        boolean isUser = service.scope() == Scope.USER;
        String label = "dev." + service.name();
        Path file = (isUser ? service.userConfig().resolve("LaunchAgents") : Path.of("/Library/LaunchDaemons"))
                .resolve(label + ".plist");
        return new BootPlan(
                file,
                "644",
                text(service, label),
                List.of(),
                List.of(List.of("launchctl", "load", "-w", file.toString())),
                List.of(),
                List.of(List.of("launchctl", "unload", "-w", file.toString())),
                List.of());
    }

    private static String text(BootService service, String label) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <!-- %s -->
                <plist version="1.0">
                <dict>
                    <key>Label</key>
                    <string>%s</string>
                    <key>ProgramArguments</key>
                    <array>
                        <string>%s</string>
                        <string>daemon</string>
                        <string>run</string>
                        <string>--resurrect</string>
                    </array>
                    <key>EnvironmentVariables</key>
                    <dict>
                        <key>VELOS_HOME</key>
                        <string>%s</string>
                    </dict>
                %s    <key>RunAtLoad</key>
                    <true/>
                    <key>KeepAlive</key>
                    <dict>
                        <key>SuccessfulExit</key>
                        <false/>
                    </dict>
                    <key>AbandonProcessGroup</key>
                    <true/>
                    <key>ExitTimeOut</key>
                    <integer>%d</integer>
                </dict>
                </plist>
                """.formatted(
                        BootService.MARK,
                        escaped(label),
                        escaped(service.launcher().toString()),
                        escaped(service.home().toString()),
                        service.scope() == Scope.SYSTEM
                                ? "    <key>UserName</key>\n    <string>" + escaped(service.owner()) + "</string>\n"
                                : "",
                        BootService.STOP_SECONDS);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
