package dev.velos.cli.foreign;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** An entry of PM2's dump, which holds far more than what somebody wrote. */
final class Pm2Dump {
    private static final Set<String> KEPT = Set.of(
            "name",
            "namespace",
            "args",
            "node_args",
            "instances",
            "exec_mode",
            "autorestart",
            "max_restarts",
            "min_uptime",
            "restart_delay",
            "exp_backoff_restart_delay",
            "stop_exit_codes",
            "kill_timeout",
            "max_memory_restart",
            "cron_restart",
            "watch",
            "wait_ready",
            "listen_timeout",
            "shutdown_with_message");

    /** What PM2 itself sets in the environment of a process. */
    private static final Set<String> OWN_VARIABLES =
            Set.of("NODE_APP_INSTANCE", "PM2_HOME", "PM2_USAGE", "unique_id", "name", "namespace", "windowsHide");

    private Pm2Dump() {}

    /** As an ecosystem file would have it. */
    static Map<String, Object> asApp(Map<String, Object> entry, Map<String, String> environment) {
        Map<String, Object> app = new LinkedHashMap<>();
        KEPT.stream().sorted().filter(entry::containsKey).forEach(key -> app.put(key, entry.get(key)));
        app.put("script", entry.getOrDefault("pm_exec_path", ""));
        app.put("cwd", entry.getOrDefault("pm_cwd", ""));
        app.put("interpreter", entry.getOrDefault("exec_interpreter", ""));
        app.put("env", variables(Values.map(entry.get("env")), environment));
        return app;
    }

    private static Map<String, Object> variables(Map<String, Object> env, Map<String, String> environment) {
        Map<String, Object> own = new LinkedHashMap<>();
        env.forEach((name, value) -> {
            boolean isInherited = Values.text(value)
                    .filter(text -> text.equals(environment.get(name)))
                    .isPresent();
            boolean isVariable = Values.text(value).isPresent();
            if (isVariable && !isInherited && !OWN_VARIABLES.contains(name) && !name.startsWith("PM2_")) {
                own.put(name, value);
            }
        });
        return own;
    }
}
